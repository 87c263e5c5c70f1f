"""A peer for the tests: Paho's client told by JSON lines on standard input what to do, saying in JSON lines what happens to it."""

import json
import sys
import threading

import paho.mqtt.client as paho
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

gate = threading.Lock()


def say(event, **facts):
    with gate:
        print(json.dumps({"event": event, **facts}), flush=True)


def number(code):
    return code if isinstance(code, int) else code.value


def properties(kind, wanted):
    if not wanted:
        return None
    made = Properties(kind)
    for name, value in wanted.items():
        if name == "CorrelationData":
            value = value.encode()
        elif name == "UserProperty":
            value = [tuple(pair) for pair in value]
        setattr(made, name, value)
    return made


def plain(found):
    """Properties of a message as JSON can say them."""
    if found is None:
        return {}
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in vars(found).items()
            if name not in ("packetType", "types", "names", "properties")}


class Peer:
    def __init__(self, options):
        self.five = options["version"] == 5
        kind = {"protocol": paho.MQTTv5} if self.five else {"protocol": paho.MQTTv311, "clean_session": options["clean"]}
        self.client = paho.Client(options["clientId"], **kind)
        self.client.on_connect = lambda c, u, flags, code, *rest: say("connected", code=number(code), session=bool(flags["session present"]))
        self.client.on_disconnect = lambda c, u, code, *rest: say("disconnected", code=number(code))
        self.client.on_publish = lambda c, u, mid: say("published", id=mid)
        self.client.on_subscribe = lambda c, u, mid, codes, *rest: say("subscribed", id=mid, codes=[number(code) for code in codes])
        self.client.on_unsubscribe = lambda c, u, mid, *rest: say("unsubscribed", id=mid)
        self.client.on_message = self.message
        if options.get("user"):
            self.client.username_pw_set(options["user"], options.get("password"))
        if options.get("authority"):
            self.client.tls_set(options["authority"], options.get("certificate"), options.get("key"))
        if will := options.get("will"):
            extra = {"properties": properties(PacketTypes.WILLMESSAGE, will.get("properties"))} if self.five else {}
            self.client.will_set(will["topic"], will["payload"], will["qos"], will["retain"], **extra)

        lasting = {"SessionExpiryInterval": 3600} if not options["clean"] else {}
        extra = {"clean_start": options["clean"], "properties": properties(PacketTypes.CONNECT, lasting)} if self.five else {}
        self.client.connect("localhost", options["port"], **extra)
        self.client.loop_start()

    def message(self, _client, _data, message):
        say("message", topic=message.topic, payload=message.payload.decode(), qos=message.qos, retain=bool(message.retain),
            properties=plain(getattr(message, "properties", None)))

    def do(self, order):
        getattr(self, order.pop("do"))(**order)

    def subscribe(self, filter, qos, identifier=None):
        if self.five:
            wanted = properties(PacketTypes.SUBSCRIBE, {"SubscriptionIdentifier": identifier} if identifier else None)
            self.client.subscribe(filter, options=SubscribeOptions(qos), properties=wanted)
        else:
            self.client.subscribe(filter, qos)

    def unsubscribe(self, filter):
        self.client.unsubscribe(filter)

    def publish(self, topic, payload, qos, retain, with_properties=None):
        extra = {"properties": properties(PacketTypes.PUBLISH, with_properties)} if self.five else {}
        self.client.publish(topic, payload, qos, retain, **extra)

    def disconnect(self):
        self.client.disconnect()


peer = Peer(json.loads(sys.stdin.readline()))
for line in sys.stdin:
    peer.do(json.loads(line))
