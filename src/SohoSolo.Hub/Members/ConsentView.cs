using System.Text.Json.Serialization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Members;

/// <summary>What I agreed to show, and since when.</summary>
internal sealed record ConsentView
{
    public required bool Directory { get; init; }

    public required bool Presence { get; init; }

    public string? Trade { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<string> Skills { get; init; }

    public string? About { get; init; }

    public required bool ShowsCommune { get; init; }

    public required bool ShowsEmail { get; init; }

    public string? Since { get; init; }

    public static ConsentView Of(Consent consent) => new()
    {
        Directory = consent.InDirectory,
        Presence = consent.SeenToday,
        Trade = consent.Trade is { } trade ? Words.Of(trade) : null,
        Languages = [.. consent.Languages.Select(Words.Of)],
        Skills = consent.Skills,
        About = consent.About,
        ShowsCommune = consent.ShowsCommune,
        ShowsEmail = consent.ShowsEmail,
        Since = consent.SaidAt is { } said ? Times.Utc(said) : null,
    };
}

/// <summary>What somebody says about it; what is absent stays, an empty text takes away.</summary>
internal sealed record ConsentPut(
    bool? Directory = null,
    bool? Presence = null,
    string? Trade = null,
    IReadOnlyList<string>? Languages = null,
    IReadOnlyList<string>? Skills = null,
    string? About = null,
    bool? ShowsCommune = null,
    bool? ShowsEmail = null)
{
    public const int LongestAbout = 200;
    public const int LongestSkill = 40;
    public const int MostSkills = 10;

    /// <summary>What it makes of what held before, or what is wrong with it.</summary>
    public (Func<Consent, Consent>? Change, Problem? Problem) Read()
    {
        var check = new FieldCheck();
        var trade = check.Word<Trade>("trade", Trade is { Length: > 0 } word ? word : null);
        var languages = Languages?.Select(language => check.Word<Tongue>("languages", language)).OfType<Tongue>().Distinct().Order().ToList();
        var skills = Skills?.Select(skill => check.Text("skills", skill, LongestSkill)!).DistinctBy(PlainText.Fold).ToList();
        if (skills?.Count > MostSkills) check.Refuse("skills", $"has {MostSkills} at most");

        var about = About is { Length: > 0 } ? check.Text("about", About, LongestAbout) : null;
        if (check.Problem is { } problem) return (null, problem);

        return (
            seen => seen with
            {
                InDirectory = Directory ?? seen.InDirectory,
                SeenToday = Presence ?? seen.SeenToday,
                Trade = Trade is null ? seen.Trade : trade,
                Languages = languages ?? seen.Languages,
                Skills = skills ?? seen.Skills,
                About = About is null ? seen.About : about,
                ShowsCommune = ShowsCommune ?? seen.ShowsCommune,
                ShowsEmail = ShowsEmail ?? seen.ShowsEmail,
            },
            null);
    }
}

[JsonSerializable(typeof(ConsentView))]
[JsonSerializable(typeof(ConsentPut))]
internal sealed partial class ConsentJson : JsonSerializerContext
{
    public static readonly ConsentJson Shared = new(JsonRules.Options());
}
