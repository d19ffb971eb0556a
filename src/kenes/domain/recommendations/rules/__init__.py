"""Why something may not be done, by topic: each rule gives a refusal or nothing."""
