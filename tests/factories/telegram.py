"""A Bot API server on the loopback, and updates as Telegram sends them."""

import json
import threading
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qsl

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcKs"
BOT = {"id": 4839574812, "is_bot": True, "first_name": "Kenes", "username": "kenes_bot"}
GROUP = {"id": -1007654321987, "type": "supergroup", "title": "Ақсу отбасы"}
ALONE = {"id": 7700123456, "type": "private", "first_name": "Айгерім-тест"}
DATE = 1_794_214_800
_serial = count(1)


class BotApi:
    """What the server was asked, and what it answers: `updates` to give out, `refusals` by method."""

    def __init__(self, address):
        self.address = address
        self.updates, self.calls, self.refusals = [], [], {}
        self.reads_along, self.was_polled = False, threading.Event()

    def say(self, *updates):
        self.updates += [{"update_id": next(_serial), **one} for one in updates]

    def refuse(self, method, status, description="no", **parameters):
        """Refuse the next call of a method."""
        content = {"ok": False, "error_code": status, "description": description}
        if parameters:
            content["parameters"] = parameters
        self.refusals.setdefault(method, deque()).append((status, content))

    def asked(self, method):
        """Return what was sent with each call of a method."""
        return [values for name, values in self.calls if name == method]

    def texts(self):
        return [one["text"] for one in self.asked("sendMessage")]

    def answer(self, method, values):
        self.calls.append((method, values))
        if self.refusals.get(method):
            return self.refusals[method].popleft()
        return 200, {"ok": True, "result": self._result(method, values)}

    def _result(self, method, values):
        if method == "getMe":
            return BOT | {"can_read_all_group_messages": self.reads_along}
        if method == "getUpdates":
            self.was_polled.set()
            first = int(values.get("offset", 0))
            self.updates = [one for one in self.updates if one["update_id"] >= first]
            return self.updates
        if method in {"sendMessage", "editMessageReplyMarkup"}:
            chat = {"id": int(values["chat_id"]), "type": "supergroup"}
            return {"message_id": next(_serial), "date": DATE, "chat": chat}
        return True


@contextmanager
def running_bot_api():
    """Run a Bot API server; give what it keeps."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            values = dict(parse_qsl(self.rfile.read(length).decode()))
            token, method = self.path.lstrip("/").removeprefix("bot").split("/")
            refused = (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
            status, content = api.answer(method, values) if token == TOKEN else refused
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    api = BotApi(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def somebody(number=6500000001, **fields):
    return {"id": number, "is_bot": False, "first_name": "Құпия-Есім", **fields}


def message(text=None, *, chat=GROUP, sender=None, **fields):
    values = {
        "message_id": next(_serial),
        "date": DATE,
        "chat": chat,
        "from": sender or somebody(),
        **fields,
    }
    return {"message": values if text is None else values | {"text": text}}


def start(conversation, *, chat=GROUP, word="/start@kenes_bot"):
    return message(f"{word} {conversation.public_id.hex}", chat=chat)


def press(data, *, sender=None, markup=None, chat=GROUP):
    card = {"message_id": next(_serial), "date": DATE, "chat": chat, "text": "№ 1"}
    if markup is not None:
        card["reply_markup"] = markup
    query = {
        "id": str(next(_serial)),
        "from": sender or somebody(),
        "chat_instance": "1",
        "message": card,
        "data": data,
    }
    return {"callback_query": query}


def made_administrator(chat=GROUP):
    rights = dict.fromkeys(
        (
            "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
            "can_manage_video_chats", "can_restrict_members", "can_promote_members",
            "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
            "can_delete_stories", "can_send_welcome_messages",
        ),
        True,
    )  # fmt: skip
    return {
        "my_chat_member": {
            "chat": chat,
            "from": somebody(),
            "date": DATE,
            "old_chat_member": {"user": BOT, "status": "member"},
            "new_chat_member": {"user": BOT, "status": "administrator", **rights},
        }
    }
