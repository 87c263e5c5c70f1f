using SohoSolo.Hub.Imports;

namespace SohoSolo.Hub.Api;

/// <summary>Turns the fields of a body into values and keeps the first problem: take everything, then look at <see cref="Problem"/> once.</summary>
internal sealed class FieldCheck
{
    public Problem? Problem { get; private set; }

    public T? Take<T>(string name, Field<T> read)
    {
        if (read.Why is not null)
        {
            Refuse(name, read.Why);
        }

        return read.Value;
    }

    /// <summary>A word of an enum.</summary>
    public T? Word<T>(string name, string? word)
        where T : struct, Enum
    {
        if (word is null || Words.Read<T>(word) is { } value)
        {
            return Words.Read<T>(word);
        }

        Refuse(name, $"is one of {Words.All<T>()}");
        return null;
    }

    public DateOnly? Day(string name, string? day)
    {
        if (day is null)
        {
            return null;
        }

        if (Times.TryDay(day, out var read))
        {
            return read;
        }

        Refuse(name, "is a day such as 2026-11-30");
        return null;
    }

    public int? Between(string name, int? number, int least, int most)
    {
        if (number < least || number > most)
        {
            Refuse(name, $"is from {least} to {most}");
        }

        return number;
    }

    /// <summary>One line of text for people: not empty, not endless, nothing invisible.</summary>
    public string? Text(string name, string? text, int most)
    {
        var trimmed = text?.Trim();
        if (trimmed is not null && (Unseen.IsBlank(trimmed) || trimmed.Length > most || trimmed.Any(Unseen.Is)))
        {
            Refuse(name, $"has 1 to {most} characters and no control characters");
        }

        return trimmed;
    }

    public void Refuse(string name, string why) => Problem ??= Problems.InvalidValue(name, why);
}
