using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>How far one life of a gateway's outbox has been applied, all of it and once.</summary>
/// <param name="Gateway">The gateway's id.</param>
/// <param name="Epoch">Which life of its outbox.</param>
/// <param name="Site">Whose events they are.</param>
/// <param name="Upto">The last event that is applied; 0 before the first.</param>
/// <param name="Watermark">Everything that the gateway received before this instant has been delivered.</param>
/// <param name="SeenAt">When the hub last heard of it.</param>
public sealed record GatewayCursor(string Gateway, string Epoch, SiteId Site, long Upto, DateTimeOffset Watermark, DateTimeOffset SeenAt);

/// <summary>One generation of a gateway's keys. <paramref name="Sealed"/> opens only with the hub's own key.</summary>
/// <param name="Site">Whose gateway it is.</param>
/// <param name="Kid">The generation, from 1.</param>
/// <param name="Gateway">The gateway's id, its user name at the hub's broker.</param>
/// <param name="Sealed">Its keys, encrypted.</param>
/// <param name="MqttHash">What its MQTT password is compared with.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="UsedAt">When it was first used; null until then.</param>
/// <param name="RevokedAt">From then on nothing that it signed counts.</param>
public sealed record GatewayKeyRow(
    SiteId Site, int Kid, string Gateway, string Sealed, string MqttHash, DateTimeOffset MadeAt, DateTimeOffset? UsedAt = null, DateTimeOffset? RevokedAt = null)
{
    /// <summary>Neither the keys nor the password's hash show in a log.</summary>
    public override string ToString() => $"{Gateway} generation {Kid}";
}

/// <summary>What was last said to a site's gateway.</summary>
/// <param name="Site">The site.</param>
/// <param name="Counter">The highest counter that was given out.</param>
/// <param name="Revision">The revision of the snapshot that was published last; 0 for none.</param>
/// <param name="Content">That snapshot's content, as its writer wrote it; what the next delta builds on.</param>
/// <param name="PublishedAt">When that was.</param>
public sealed record SiteLinkRow(SiteId Site, long Counter, long Revision, string? Content, DateTimeOffset? PublishedAt);

/// <summary>What became of a walk-in.</summary>
/// <param name="Ask">The question's id, or the id of the event that told of it afterwards.</param>
/// <param name="Booking">The booking that was made of it, if any.</param>
/// <param name="Site">Where.</param>
/// <param name="Member">Who.</param>
/// <param name="MadeAt">When it was written down.</param>
/// <param name="Outcome">A kebab-case word: <c>booked</c>, <c>overdrawn</c>, or why not.</param>
public sealed record WalkInRow(string Ask, BookingId? Booking, SiteId Site, MemberId Member, DateTimeOffset MadeAt, string Outcome);
