using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Members;
using SohoSolo.Hub.Pages.Shell;

namespace SohoSolo.Hub.Pages.Profile;

/// <summary>What she may agree to, as it stands in the form, and what the others see of her by now.</summary>
public sealed record ProfileModel
{
    public required ProfileDraft Draft { get; init; }

    /// <summary>Null while she is not in the directory.</summary>
    public Listing? Shown { get; init; }

    public bool SeenToday { get; init; }

    public string? Said { get; init; }

    /// <summary>The field that is wrong.</summary>
    public string? Wrong { get; init; }

    /// <summary>Why nothing was saved, where no field is to blame.</summary>
    public string? Reason { get; init; }
}

/// <summary>The form as somebody filled it in: nothing that she typed is lost when something is wrong with it.</summary>
public sealed record ProfileDraft
{
    public bool Directory { get; init; }

    public bool Presence { get; init; }

    public string Trade { get; init; } = "";

    public IReadOnlyList<string> Languages { get; init; } = [];

    public string Skills { get; init; } = "";

    public string About { get; init; } = "";

    public bool ShowsCommune { get; init; }

    public bool ShowsEmail { get; init; }

    internal static ProfileDraft Of(Consent consent) => new()
    {
        Directory = consent.InDirectory,
        Presence = consent.SeenToday,
        Trade = consent.Trade is { } trade ? Words.Of(trade) : "",
        Languages = [.. consent.Languages.Select(Words.Of)],
        Skills = string.Join(", ", consent.Skills),
        About = consent.About ?? "",
        ShowsCommune = consent.ShowsCommune,
        ShowsEmail = consent.ShowsEmail,
    };

    internal static ProfileDraft Of(Visit visit) => new()
    {
        Directory = visit.Field("directory") is not null,
        Presence = visit.Field("presence") is not null,
        Trade = visit.Field("trade") ?? "",
        Languages = visit.Fields("languages"),
        Skills = visit.Field("skills") ?? "",
        About = visit.Field("about") ?? "",
        ShowsCommune = visit.Field("commune") is not null,
        ShowsEmail = visit.Field("email") is not null,
    };

    internal ConsentPut Read() => new(
        Directory, Presence, Trade, Languages, Skills.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), About, ShowsCommune, ShowsEmail);
}
