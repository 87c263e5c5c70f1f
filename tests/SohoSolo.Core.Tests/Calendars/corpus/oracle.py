"""Expected dates by another hand: python3-icalendar reads the file, python-dateutil repeats, zoneinfo knows the clocks.

Knows well-formed files only: no zone but those of the IANA database, no broken line, no RANGE=THISANDFUTURE. `oracle.py DIR` prints what differs
from the .jsonl files of those in index.tsv that are marked "dateutil"; `oracle.py DIR --write` writes them.
"""
import datetime as dt
import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
from dateutil.rrule import rrulestr

UTC = dt.timezone.utc


def is_day(value):
    return not isinstance(value, dt.datetime)


class File:
    def __init__(self, text, zone, last):
        self.here = ZoneInfo(zone)
        self.last = last
        self.events = [e for e in icalendar.Calendar.from_ical(text).walk("VEVENT")]

    def zone(self, prop, otherwise=None):
        value = prop.dt if hasattr(prop, "dt") else prop
        tzid = prop.params.get("TZID") if hasattr(prop, "params") else None
        if isinstance(value, dt.datetime) and value.tzinfo and value.utcoffset() == dt.timedelta() and not tzid:
            return UTC
        return ZoneInfo(tzid) if tzid else (otherwise or self.here)

    def utc(self, local, zone):
        # fold=0 is the first of two, and in a gap Python takes the offset from before it.
        return local.replace(tzinfo=zone, fold=0).astimezone(UTC)

    def moments(self, props, otherwise):
        for prop in props if isinstance(props, list) else [props] if props else []:
            for item in prop.dts:
                value, end = item.dt if isinstance(item.dt, tuple) else (item.dt, None)
                if is_day(value):
                    yield value, end
                else:
                    zone = UTC if value.tzinfo and value.utcoffset() == dt.timedelta() and "TZID" not in prop.params else None
                    zone = zone or (ZoneInfo(prop.params["TZID"]) if "TZID" in prop.params else otherwise)
                    yield self.utc(value.replace(tzinfo=None), zone), end

    def key(self, event):
        rid = event["RECURRENCE-ID"]
        return rid.dt if is_day(rid.dt) else self.utc(rid.dt.replace(tzinfo=None), self.zone(rid))

    def starts(self, event):
        start = event["DTSTART"].dt
        zone = None if is_day(start) else self.zone(event["DTSTART"])
        naive = dt.datetime.combine(start, dt.time()) if is_day(start) else start.replace(tzinfo=None)
        rules = event.get("RRULE") or []
        found = set() if rules else {naive}
        for rule in rules if isinstance(rules, list) else [rules]:
            text = rule.to_ical().decode()
            until = rule.get("UNTIL", [None])[0]
            parts = [p for p in text.split(";") if not p.startswith("UNTIL=")]
            if until is not None:
                until = dt.datetime.combine(until, dt.time()) if is_day(until) else until.astimezone(zone or UTC).replace(tzinfo=None)
                parts.append("UNTIL=" + until.strftime("%Y%m%dT%H%M%S"))
            for at in rrulestr(";".join(parts), dtstart=naive):
                if at > self.last:
                    break
                found.add(at)
            assert naive in found or (until and until < naive), "the start must be named by the rule; else the date is to be computed by hand: " + text
        keyed = {(at.date() if zone is None else self.utc(at, zone)): None for at in found}
        for at, end in self.moments(event.get("RDATE"), zone):
            keyed[at] = end
        for at, _ in self.moments(event.get("EXDATE"), zone):
            keyed.pop(at, None)
        return zone, keyed

    def end(self, event, start, zone, own):
        first = event["DTSTART"]
        if isinstance(own, dt.datetime):
            return own.astimezone(UTC)
        if "DTEND" in event:
            last = event["DTEND"]
            if is_day(first.dt):
                return start + (last.dt - first.dt)
            return start + (self.utc(last.dt.replace(tzinfo=None), self.zone(last)) - self.utc(first.dt.replace(tzinfo=None), self.zone(first)))
        length = event["DURATION"].dt if "DURATION" in event else dt.timedelta(days=1 if is_day(first.dt) else 0)
        if is_day(first.dt):
            return start + length
        days, rest = dt.timedelta(days=length.days), length - dt.timedelta(days=length.days)
        return self.utc(start.astimezone(zone).replace(tzinfo=None) + days, zone) + rest if days else start + rest

    def occurrences(self):
        exceptions = {(str(e["UID"]), self.key(e)): e for e in self.events if "RECURRENCE-ID" in e}
        for event in self.events:
            zone, keyed = self.starts(event)
            for start, own in keyed.items():
                if "RECURRENCE-ID" not in event and (str(event["UID"]), start) in exceptions:
                    continue
                if event.get("STATUS") != "CANCELLED":
                    yield event, start, self.end(event, start, zone, own)


def expand(text, frm, to, zone):
    file = File(text, zone, dt.datetime.fromisoformat(to[:10]) + dt.timedelta(days=400))
    moment = lambda t: dt.datetime.fromisoformat(t.replace("Z", "+00:00")) if "T" in t else file.utc(dt.datetime.fromisoformat(t), file.here)
    frm, to = moment(frm), moment(to)
    rows = []
    for event, start, end in file.occurrences():
        a, b = ((file.utc(dt.datetime.combine(d, dt.time()), file.here) for d in (start, end)) if is_day(start) else (start, end))
        if a < to and (b > frm or a == b == frm):
            show = (lambda d: d.isoformat()) if is_day(start) else (lambda d: d.strftime("%Y-%m-%dT%H:%M:%SZ"))
            rid = None
            if "RECURRENCE-ID" in event:
                key = file.key(event)
                rid = key.isoformat() if is_day(key) else key.strftime("%Y-%m-%dT%H:%M:%SZ")
            rows.append((a, b, str(event["UID"]), {"uid": str(event["UID"]), "start": show(start), "end": show(end), "allDay": is_day(start),
                         "summary": str(event["SUMMARY"]) if "SUMMARY" in event else None, "status": str(event["STATUS"]) if "STATUS" in event else None, "recurrenceId": rid}))
    return [row[3] for row in sorted(rows, key=lambda row: row[:3])]


def main(folder, write):
    wrong = 0
    for line in (folder / "index.tsv").read_text().splitlines()[1:]:
        name, frm, to, zone, how, _ = line.split("\t")
        if how != "dateutil":
            continue
        rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in expand((folder / f"{name}.ics").read_bytes(), frm, to, zone))
        path = folder / f"{name}.jsonl"
        if write:
            path.write_text(rows)
        elif path.read_text() != rows:
            wrong += 1
            print(f"{name}: differs")
    print(f"{wrong} differ")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), "--write" in sys.argv) else 0)
