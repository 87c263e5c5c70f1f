using System.Text.Json.Serialization;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Leases;

/// <summary>A lease on the wire; days are local and inclusive.</summary>
internal sealed record LeaseView(string Id, string Member, string Site, string Space, string From, string? To, string Funder, IReadOnlyList<string> LentDays)
{
    public static LeaseView Of(Entitlement.Lease lease, Telecentre site, IReadOnlyList<DateOnly> lent) => new(
        lease.Id.Value,
        lease.Member.Value,
        site.Id.Value,
        lease.Space.Value,
        Times.Day(lease.FirstDay),
        lease.LastDay is { } last ? Times.Day(last) : null,
        lease.Funder,
        [.. lent.Select(Times.Day)]);
}

[JsonSerializable(typeof(LeaseView))]
[JsonSerializable(typeof(IReadOnlyList<LeaseView>))]
[JsonSerializable(typeof(LeasePost))]
[JsonSerializable(typeof(LendPost))]
internal sealed partial class LeaseJson : JsonSerializerContext
{
    public static readonly LeaseJson Shared = new(JsonRules.Options());
}
