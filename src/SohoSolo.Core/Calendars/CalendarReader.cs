using System.Text;

namespace SohoSolo.Core.Calendars;

/// <summary>
/// Reads the calendars that the world sends: RFC 5545 and what programs make of it. It never throws; what cannot be read is a warning, and the rest is
/// read. The strict reader of what members ask for is <see cref="RecurrenceRule.Parse"/>.
/// </summary>
public static class CalendarReader
{
    public static CalendarReading Read(ReadOnlySpan<byte> bytes)
    {
        var warnings = new Warnings();
        return new IcsTree(warnings).Read(new IcsLines(bytes, warnings));
    }

    public static CalendarReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(Encoding.UTF8.GetBytes(text));
    }
}
