using System.Globalization;
using SohoSolo.Core.Sites;

namespace SohoSolo.Hub.Api;

/// <summary>Reads query parameters one by one and keeps the first problem: read everything, then look at <see cref="Problem"/> once.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    private const int LongestText = 200;

    public Problem? Problem { get; private set; }

    public string? Text(string name)
    {
        var value = Value(name);
        if (value is null || (value.Length <= LongestText && !value.Any(char.IsControl)))
        {
            return value;
        }

        Refuse(name, $"has at most {LongestText} characters, none of them a control character");
        return null;
    }

    public int Number(string name, int least, int most, int otherwise)
    {
        if (Value(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"is a whole number from {least} to {most}");
        return otherwise;
    }

    /// <summary><c>?mine</c> and <c>?mine=true</c> are true.</summary>
    public bool Flag(string name)
    {
        switch (Value(name))
        {
            case null or "false":
                return false;
            case "" or "true":
                return true;
            default:
                Refuse(name, "is true or false");
                return false;
        }
    }

    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        if (Words.Read<T>(text) is { } value)
        {
            return value;
        }

        Refuse(name, $"is one of {Words.All<T>()}");
        return null;
    }

    /// <summary>An instant with its offset, or a local time that the caller resolves at a site.</summary>
    public WrittenTime? Time(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        // A plus sign in a query that nobody escaped arrives as a space.
        if (Times.Read(text.Replace(' ', '+')) is { } time)
        {
            return time;
        }

        Refuse(name, "is a time such as 2026-11-30T09:00 or 2026-11-30T08:00:00Z");
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        switch (Time(name))
        {
            case WrittenTime.Instant(var at):
                return at;
            case null:
                return null;
            default:
                Refuse(name, "needs an offset, such as 2026-11-30T08:00:00Z");
                return null;
        }
    }

    public DateOnly? Day(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        if (Times.TryDay(text, out var day))
        {
            return day;
        }

        Refuse(name, "is a day such as 2026-11-30");
        return null;
    }

    /// <summary><c>lat,lon</c> in degrees.</summary>
    public GeoPoint? Place(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        var parts = text.Split(',');
        if (parts.Length == 2 && Degrees(parts[0], 90) is { } latitude && Degrees(parts[1], 180) is { } longitude)
        {
            return new GeoPoint(latitude, longitude);
        }

        Refuse(name, "is a latitude and a longitude in degrees, such as 43.65,0.58");
        return null;
    }

    public void Refuse(string name, string why) => Problem ??= Problems.InvalidValue(name, why);

    private string? Value(string name)
    {
        if (!request.Query.TryGetValue(name, out var values))
        {
            return null;
        }

        var value = values.ToString();
        if (!value.Contains('\0', StringComparison.Ordinal))
        {
            return value;
        }

        Problem ??= Problems.Nul($"'{name}'");
        return null;
    }

    private static double? Degrees(string text, double most) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : null;
}
