using System.Globalization;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Entitlements;

namespace SohoSolo.Hub.Pages.People;

/// <summary>A grant as somebody has filled it in.</summary>
public sealed record GrantDraft
{
    /// <summary>Those that are granted here; a lease is made with its place.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["occasional-free", "free-period", "ticket-book", "funded"];

    public string Kind { get; init; } = Kinds[0];

    public string? Funder { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? UnitsAMonth { get; init; }

    public string? PerSiteCap { get; init; }

    public string? Units { get; init; }

    public string? DaysAMonth { get; init; }

    public string? Payer { get; init; }

    internal static GrantDraft Of(Func<string, string?> read) => new()
    {
        Kind = read("kind") ?? Kinds[0],
        Funder = read("funder"),
        From = read("from"),
        To = read("to"),
        UnitsAMonth = read("unitsAMonth"),
        PerSiteCap = read("perSiteCap"),
        Units = read("units"),
        DaysAMonth = read("daysAMonth"),
        Payer = read("payer"),
    };

    /// <summary>With the amounts of its kind only: those of another kind are not seen while this one is chosen.</summary>
    internal (GrantPost Post, Problem? Problem) ToPost()
    {
        var post = new GrantPost { Kind = Kind, Funder = Funder ?? "", From = From, To = To };
        (string Name, string? Text)[] numbers = Kind switch
        {
            "occasional-free" => [("unitsAMonth", UnitsAMonth), ("perSiteCap", PerSiteCap)],
            "ticket-book" => [("units", Units)],
            "funded" => [("daysAMonth", DaysAMonth)],
            _ => [],
        };
        if (numbers.FirstOrDefault(number => number.Text is not null && Number(number.Text) is null) is { Name: { } wrong }) return (post, Problems.InvalidValue(wrong, "is a number"));

        return (Kind switch
        {
            "occasional-free" => post with { UnitsAMonth = Number(UnitsAMonth), PerSiteCap = Number(PerSiteCap) },
            "ticket-book" => post with { Units = Number(Units) },
            "funded" => post with { DaysAMonth = Number(DaysAMonth), Payer = Payer },
            _ => post,
        },
        null);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
