using System.Globalization;

namespace SohoSolo.Core.Presence;

/// <summary>What a counter says. As text (an event's value): <c>3</c> people there, <c>+2-1</c> came and went since the last report, <c>72/70/16</c> totals since it started with the bits of their registers.</summary>
public abstract record CountReading
{
    private const int MostPeople = 100_000;

    private CountReading()
    {
    }

    /// <summary>So many are there.</summary>
    public sealed record People(int There) : CountReading
    {
        public override string ToString() => There.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>So many came and went since the last report.</summary>
    public sealed record Flow(int In, int Out) : CountReading
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"+{In}-{Out}");
    }

    /// <summary>So many came and went since the counter started; a register of <paramref name="Bits"/> bits begins again at 0 when it is full.</summary>
    public sealed record Totals(long In, long Out, int Bits) : CountReading
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{In}/{Out}/{Bits}");
    }

    /// <summary>Null for a text that is none.</summary>
    public static CountReading? Read(string? text)
    {
        if (text is null)
            return null;
        if (Whole(text) is { } people)
            return new People((int)people);
        if (text.StartsWith('+') && text.IndexOf('-', StringComparison.Ordinal) is > 1 and var minus && Whole(text[1..minus]) is { } came && Whole(text[(minus + 1)..]) is { } went)
            return new Flow((int)came, (int)went);

        return text.Split('/') is [var ins, var outs, var bits] && Register(ins, bits) is { } totalIn && Register(outs, bits) is { } totalOut
            ? new Totals(totalIn, totalOut, int.Parse(bits, CultureInfo.InvariantCulture))
            : null;
    }

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostPeople ? number : null;

    private static long? Register(string text, string bits) =>
        bits is "16" or "32" && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << int.Parse(bits, CultureInfo.InvariantCulture) ? number : null;
}
