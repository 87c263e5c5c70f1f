using SohoSolo.Core;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Leases;

/// <summary>Reads the lease that is meant, and those that there are.</summary>
internal sealed class LeaseReading(StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int YearsAhead = 50;

    public static Telecentre SiteOf(Entitlement.Lease lease, Network known) => known.Sites.Values.First(site => site.Find(lease.Space) is not null);

    /// <summary>The lease that is asked for and the site of its space, or what is wrong with it. Whether it can be is <see cref="LeaseDesk"/>'s to decide.</summary>
    public async Task<(Entitlement.Lease? Lease, Telecentre? Site, Problem? Problem)> Read(LeasePost post, CancellationToken stop)
    {
        var known = await network.Get(stop);
        var site = known.Sites.Values.FirstOrDefault(one => one.Find(new SpaceId(post.Space)) is not null);
        var (from, problem) = TimeReader.Day("from", post.From);
        var (to, wrongTo) = post.To is null ? (null, null) : TimeReader.Day("to", post.To);
        problem ??= wrongTo ?? await Wrong(post, site, known, from, to, stop);
        if (problem is not null) return (null, null, problem);

        var lease = new Entitlement.Lease(new SpaceId(post.Space))
        {
            Id = new EntitlementId(Ids.Next()),
            Member = new MemberId(post.Member),
            Funder = post.Funder ?? site!.Community,
            FirstDay = from!.Value,
            LastDay = to,
        };
        return (lease, site, null);
    }

    /// <summary>Those that touch today or later.</summary>
    public async Task<IReadOnlyList<(Entitlement.Lease Lease, Telecentre Site, IReadOnlyList<DateOnly> LentDays)>> ToCome(Func<SpaceLease, bool> which, CancellationToken stop)
    {
        var known = await network.Get(stop);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        List<(Entitlement.Lease, Telecentre, IReadOnlyList<DateOnly>)> all = [];
        foreach (var lease in (await queries.Leases(null, today, today.AddYears(YearsAhead), stop)).Where(which))
        {
            if (await queries.Entitlement(lease.Entitlement, stop) is Entitlement.Lease grant)
                all.Add((grant, SiteOf(grant, known), [.. lease.LentDays.Order()]));
        }

        return all;
    }

    private async Task<Problem?> Wrong(LeasePost post, Telecentre? site, Network known, DateOnly? from, DateOnly? to, CancellationToken stop)
    {
        if (site is null) return new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-space", "There is no such space.") { Field = "space" };
        if (to < from) return Problems.InvalidValue("to", "is not before 'from'");
        if (post.Funder is not null && !known.Communities.ContainsKey(post.Funder)) return Problems.InvalidValue("funder", "is the SIREN of no community of the network");

        return await queries.Member(new MemberId(post.Member), stop) is null
            ? new Problem(StatusCodes.Status422UnprocessableEntity, "unknown-member", "There is no such member.") { Field = "member" }
            : null;
    }
}
