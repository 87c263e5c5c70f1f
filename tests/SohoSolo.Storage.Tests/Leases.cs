using SohoSolo.Core;
using SohoSolo.Core.Entitlements;

namespace SohoSolo.Storage.Tests;

internal static class Leases
{
    public static Entitlement.Lease Of(string id, SpaceId space, MemberId member, DateOnly first, DateOnly? last) =>
        new(space) { Id = new EntitlementId(id), Member = member, Funder = "200035632", FirstDay = first, LastDay = last };
}
