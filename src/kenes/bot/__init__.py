"""Votes from Telegram groups: what the bot says, what it takes, when it leaves.

It keeps nothing of a chat: no message, no name, no number. It needs the extra `bot`; how to run
it: docs/how-to/telegram.md
"""
