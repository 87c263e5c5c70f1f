namespace SohoSolo.Core.Time;

/// <summary>What people book: a whole day, its morning or its afternoon.</summary>
public enum DayPart
{
    Full,
    Morning,
    Afternoon,
}

/// <summary>One half of a site's local day; the site's boundary divides it (13:30 unless set otherwise).</summary>
public readonly record struct HalfDay(DateOnly Day, bool IsAfternoon);
