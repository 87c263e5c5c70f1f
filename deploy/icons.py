#!/usr/bin/env python3
"""Draws the icons that phones want as PNG from the shapes of icon.svg: python3 deploy/icons.py src/SohoSolo.Hub/Pages/Assets"""
import struct
import sys
import zlib

GREEN, CREAM, BROWN = (0x1F, 0x4D, 0x3A), (0xFA, 0xF7, 0xF2), (0xB4, 0x63, 0x1A)
HOUSE = [(6, 15.5), (16, 7), (26, 15.5), (26, 25.4), (25.4, 26), (6.6, 26), (6, 25.4)]
BARS = [(10, 17, 22, 19.5), (11.5, 19.5, 13.3, 24), (18.7, 19.5, 20.5, 24)]
FINE = 4


def inside(x, y):
    turns = False
    for (ax, ay), (bx, by) in zip(HOUSE, HOUSE[1:] + HOUSE[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            turns = not turns
    return turns


def colour(x, y):
    if any(left <= x < right and top <= y < bottom for left, top, right, bottom in BARS):
        return BROWN
    return CREAM if inside(x, y) else GREEN


def picture(size):
    rows = []
    for y in range(size):
        row = bytearray([0])
        for x in range(size):
            dots = [colour((x + (i + 0.5) / FINE) * 32 / size, (y + (j + 0.5) / FINE) * 32 / size) for i in range(FINE) for j in range(FINE)]
            row += bytes(sum(dot[band] for dot in dots) // len(dots) for band in range(3))
        rows.append(bytes(row))
    return b"".join(rows)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


for size in (192, 512):
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    with open(f"{sys.argv[1]}/icon-{size}.png", "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(picture(size), 9)) + chunk(b"IEND", b""))
