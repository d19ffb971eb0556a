"""Files: stored by digest, admitted by content, shown only by their owner's rule."""
