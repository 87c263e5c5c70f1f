using System.Text.Json.Serialization;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Bookings;

/// <summary>A booking on the wire: instants in UTC and the same on the site's clock.</summary>
internal sealed record BookingView
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public required string Site { get; init; }

    public required string Space { get; init; }

    public required string Kind { get; init; }

    public required string Member { get; init; }

    public required string Start { get; init; }

    public required string End { get; init; }

    public required string LocalStart { get; init; }

    public required string LocalEnd { get; init; }

    public required int Units { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Entitlement { get; init; }

    public required IReadOnlyList<ChargeView> Charges { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Purpose { get; init; }

    public required IReadOnlyList<GuestView> Guests { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Series { get; init; }

    public required IReadOnlyList<EvidenceView> Evidence { get; init; }

    public required bool Unproven { get; init; }

    public string? EndReason { get; init; }

    public required string MadeAt { get; init; }

    public required int RulesVersion { get; init; }

    public required int Version { get; init; }

    /// <summary>Of somebody who is nobody any more: nothing in it leads from one of her bookings to another, which somebody may remember.</summary>
    public BookingView Unlinked() => this with { Member = "", Entitlement = null, Charges = [], Series = null };

    public static BookingView Of(Booking booking, Telecentre site) => new()
    {
        Id = booking.Id.Value,
        Status = Words.Of(booking.Status),
        Site = booking.Site.Value,
        Space = booking.Space.Value,
        Kind = Words.Of(booking.Kind),
        Member = booking.Member.Value,
        Start = Times.Utc(booking.During.Start),
        End = Times.Utc(booking.During.End),
        LocalStart = Times.Local(booking.During.Start, site.Calendar),
        LocalEnd = Times.Local(booking.During.End, site.Calendar),
        Units = booking.Units,
        Entitlement = booking.Charges.Count > 0 ? booking.Charges[0].Entitlement.Value : null,
        Charges = [.. booking.Charges.Select(ChargeView.Of)],
        Purpose = booking.Purpose,
        Guests = [.. booking.Guests.Select(guest => new GuestView(guest.Name, guest.Email))],
        Series = booking.Series,
        Evidence = [.. booking.Evidence.Select(evidence => new EvidenceView(Times.Utc(evidence.At), evidence.Kind, evidence.Device, evidence.Says))],
        Unproven = booking.Unproven,
        EndReason = booking.EndReason,
        MadeAt = Times.Utc(booking.MadeAt),
        RulesVersion = booking.RulesVersion,
        Version = booking.Version,
    };
}

internal sealed record ChargeView(string Entitlement, string Period, int Units, string State)
{
    public static ChargeView Of(Charge charge) => new(charge.Entitlement.Value, charge.Period.Value, charge.Units, Words.Of(charge.State));
}

internal sealed record GuestView(string Name, string? Email);

internal sealed record EvidenceView(string At, string Kind, string? Device, string Says);

/// <summary>A way out of a decline: <c>kind</c> is <c>another-space</c>, <c>another-site</c> or <c>later</c>.</summary>
internal sealed record AlternativeView(string Kind, string Site, string Space, string Start, string End, string LocalStart, string LocalEnd, double? DistanceKm = null)
{
    [JsonIgnore]
    public Core.Time.TimeRange During => Times.Range(Start, End);

    public static AlternativeView Of(string kind, Telecentre site, Space space, Core.Time.TimeRange during, double? distanceKm) => new(
        kind,
        site.Id.Value,
        space.Id.Value,
        Times.Utc(during.Start),
        Times.Utc(during.End),
        Times.Local(during.Start, site.Calendar),
        Times.Local(during.End, site.Calendar),
        distanceKm is { } km ? Math.Round(km, 1) : null);
}
