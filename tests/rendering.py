"""Tell the test client of whole pages alone.

Django tells it of every template, and the client copies the context of each: a page of a hundred
small parts costs it more time than the page itself. What tests read stands in the page's own.
"""

from django.template import Context, Template
from django.test.signals import template_rendered
from django.utils.safestring import SafeString


def render(template: Template, context: Context) -> SafeString:
    """Render a template; the signal goes out where it is the page, not a part of one."""
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)
