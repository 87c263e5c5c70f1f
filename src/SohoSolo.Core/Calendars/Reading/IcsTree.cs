namespace SohoSolo.Core.Calendars;

/// <summary>
/// Components by their BEGIN and END, however they are nested, and also where an END is missing: an event is an event wherever it stands, its lines are
/// those that stand between its own BEGIN and END and in no other part.
/// </summary>
internal sealed class IcsTree(Warnings warnings)
{
    private readonly List<Part> _open = [];
    private readonly Dictionary<string, int> _openNames = new(StringComparer.Ordinal);
    private readonly List<Part> _events = [];
    private readonly List<Part> _zones = [];
    private readonly List<Part> _busy = [];
    private readonly List<Part> _calendars = [new Part("VCALENDAR", null)];

    public CalendarReading Read(IcsLines lines)
    {
        while (lines.Next())
        {
            if (IcsLine.Parse(lines.Line, lines.Number, warnings) is { } line)
                Take(line);
            else
                warnings.Add($"Line {lines.Number}: {Warnings.Quote(IcsLines.Decode(lines.Line, lines.Number, warnings))} is no property.");
        }

        foreach (var part in _open.Where(part => part.Name is "VCALENDAR" or "VEVENT" or "VTIMEZONE"))
            warnings.Add($"Line {part.Line}: END:{part.Name} is missing.");
        if (_calendars.Count == 1)
            warnings.Add(_events.Count > 0 ? "There is no BEGIN:VCALENDAR." : "This is no calendar: there is no BEGIN:VCALENDAR.");

        var zones = new ZoneReader(warnings);
        var events = new EventReader(warnings);
        return new CalendarReading(
            [.. _events.Select(part => events.Read(part, _calendars[part.Calendar])).OfType<CalendarEvent>()],
            [.. _busy.SelectMany(events.ReadBusy)],
            [.. _zones.Select(zones.Read).OfType<ZoneText>()],
            [.. _calendars.Select(calendar => (calendar["X-WR-TIMEZONE"] ?? calendar["TIMEZONE-ID"])?.Text().Trim())],
            warnings.All);
    }

    private void Take(IcsLine line)
    {
        switch (line.Name)
        {
            case "BEGIN":
                Begin(line);
                break;
            case "END":
                End(line);
                break;
            default:
                if (_open.Count > 0 && !ReferenceEquals(line, IcsLine.Ignored))
                    _open[^1].Add(line);
                break;
        }
    }

    private void Begin(IcsLine line)
    {
        var name = line.Value.Trim().ToUpperInvariant();
        var zone = name is "STANDARD" or "DAYLIGHT" ? _open.FindLast(part => part.Name == "VTIMEZONE") : null;
        if (name == "VCALENDAR")
            _calendars.Add(new Part(name, line) { Calendar = _calendars.Count });

        var part = name == "VCALENDAR" ? _calendars[^1] : new Part(name, line) { Calendar = _calendars.Count - 1 };
        if (name == "VEVENT")
            _events.Add(part);
        else if (name == "VTIMEZONE")
            _zones.Add(part);
        else if (name == "VFREEBUSY")
            _busy.Add(part);

        zone?.Parts.Add(part);
        _open.Add(part);
        _openNames[name] = _openNames.GetValueOrDefault(name) + 1;
    }

    private void End(IcsLine line)
    {
        var name = line.Value.Trim().ToUpperInvariant();
        if (_openNames.GetValueOrDefault(name) == 0)
        {
            warnings.Add($"Line {line.Number}: END:{Warnings.Quote(name)} ends nothing.");
            return;
        }

        for (var isOpen = true; isOpen;)
        {
            var part = _open[^1];
            isOpen = part.Name != name;
            if (isOpen)
                warnings.Add($"Line {part.Line}: END:{Warnings.Quote(part.Name)} is missing.");

            _open.RemoveAt(_open.Count - 1);
            _openNames[part.Name]--;
        }
    }

    /// <summary>A component while it is read.</summary>
    internal sealed class Part(string name, IcsLine? begin)
    {
        private readonly List<IcsLine> _lines = new(8);
        private List<Part>? _parts;

        public string Name => name;

        public int Line => begin?.Number ?? 0;

        public int Calendar { get; init; }

        public List<Part> Parts => _parts ??= [];

        public IcsLine? this[string property]
        {
            get
            {
                foreach (var line in _lines)
                {
                    if (line.Name == property)
                        return line;
                }

                return null;
            }
        }

        public void Add(IcsLine line) => _lines.Add(line);

        public IEnumerable<IcsLine> All(string property) => this[property] is null ? [] : _lines.Where(line => line.Name == property);
    }
}
