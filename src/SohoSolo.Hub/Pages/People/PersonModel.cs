using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>One member as the chamber looks after her.</summary>
public sealed record PersonModel
{
    public required Member Member { get; init; }

    public required Network Network { get; init; }

    public required DateOnly Today { get; init; }

    public required PersonDraft Draft { get; init; }

    public required GrantDraft Grant { get; init; }

    public BadgeDraft Badge { get; init; } = new();

    /// <summary>Badges and PINs that hold.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Those that give today first, ended ones last.</summary>
    public IReadOnlyList<Statement> Grants { get; init; } = [];

    /// <summary>Her next ones.</summary>
    public IReadOnlyList<(Booking Booking, Telecentre Site)> Bookings { get; init; } = [];

    public string? Said { get; init; }

    /// <summary>Why it could not be done, with the field at fault and the form it is in.</summary>
    public string? Reason { get; init; }

    public string? Field { get; init; }

    public string? Form { get; init; }
}

/// <summary>A badge whose number is typed in.</summary>
public sealed record BadgeDraft(string Kind = "mifare-uid", string? Value = null, string? Label = null);
