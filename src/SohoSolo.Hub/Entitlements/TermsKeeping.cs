using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Entitlements;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Entitlements;

/// <summary>What a change of terms would touch. <paramref name="More"/> is true when there are more bookings than were counted.</summary>
internal sealed record TermsPreview(int Members, int Bookings, bool More);

/// <summary>The use case of the kinds of grant: what those who hold the same get each month, told before it is changed, and changed for all of them.</summary>
internal sealed class TermsKeeping(Decisions decisions, StoreQueries queries, NetworkDay networkDay, TimeProvider clock)
{
    private const int MostAtOnce = 50;
    private const int MostCounted = 5000;
    private static readonly TimeSpan Ever = TimeSpan.FromDays(365 * 20);
    private static readonly IReadOnlyList<BookingStatus> Standing = [.. Enum.GetValues<BookingStatus>().Where(status => status.Holds())];

    /// <summary>The terms that are held today, with how many members hold them.</summary>
    public async Task<IReadOnlyList<(MonthlyTerms Terms, int Members)>> Held(CancellationToken stop) =>
    [
        .. from grant in await queries.GrantsOn(await networkDay.Today(stop), stop)
           where MonthlyTerms.Of(grant) is not null
           group grant.Member by MonthlyTerms.Of(grant)! into terms
           select (terms.Key, terms.Distinct().Count()),
    ];

    public async Task<TermsPreview> Preview(MonthlyTerms before, CancellationToken stop)
    {
        var grants = (await queries.GrantsOn(await networkDay.Today(stop), stop)).Where(grant => MonthlyTerms.Of(grant) == before).ToList();
        var (ids, now) = (grants.Select(grant => grant.Id).ToHashSet(), clock.GetUtcNow());
        var bookings = await queries.Bookings(new BookingFilter { Window = new TimeRange(now, now + Ever), Statuses = Standing, Most = MostCounted }, stop);
        return new TermsPreview(
            grants.Select(grant => grant.Member).Distinct().Count(),
            bookings.Count(booking => booking.Charges.Any(charge => ids.Contains(charge.Entitlement))),
            bookings.Count == MostCounted);
    }

    /// <summary>The new terms as they were asked for, by the same rules as a grant's; what is wrong with them otherwise.</summary>
    public static (MonthlyTerms? Terms, Problem? Problem) Read(MonthlyTerms asked, DateOnly today, Network network)
    {
        var post = asked.Payer is { } payer
            ? new GrantPost { Kind = "funded", Funder = AnyFunder(network), Payer = payer, DaysAMonth = asked.Amount }
            : new GrantPost { Kind = "occasional-free", Funder = AnyFunder(network), UnitsAMonth = asked.Amount, PerSiteCap = asked.PerSiteCap };
        var (grant, problem) = GrantReading.Read(post, new MemberId("anybody"), new EntitlementId("any"), today, network);
        return (grant is null ? null : MonthlyTerms.Of(grant), problem);
    }

    /// <summary>For everybody who holds the old terms today, some members a transaction (<c>rulings</c> 12). Sent again, it goes on where it stopped.</summary>
    public async Task<IReadOnlyList<Executed<Answer>>> Change(MonthlyTerms before, MonthlyTerms after, Command command, CancellationToken stop)
    {
        var today = await networkDay.Today(stop);
        var members = (await queries.GrantsOn(today, stop)).Where(grant => MonthlyTerms.Of(grant) == before).Select(grant => grant.Member).Distinct().Order();
        List<Executed<Answer>> all = [];
        foreach (var some in members.Chunk(MostAtOnce))
        {
            var part = command with { Key = $"{command.Key}.{some[0]}" };
            all.Add(await decisions.Run(part, (_, work) => Change(before, after, some, today, work), taken: null, stop));
        }

        return all;
    }

    private static async ValueTask<Decided> Change(MonthlyTerms before, MonthlyTerms after, IReadOnlyCollection<MemberId> members, DateOnly today, Work work)
    {
        var facts = await work.Lock(new Scope { Members = members });
        var changed = 0;
        foreach (var grant in facts.Members.Values.SelectMany(known => known.Wallet.Entitlements).Where(grant => grant.ValidOn(today) && MonthlyTerms.Of(grant) == before).ToList())
        {
            if (after.On(grant) is not { } other) continue;

            work.Put(grant, other, "changed");
            changed++;
        }

        return new Decided.Done(Answers.Of(200, new GrantedView(changed), EntitlementsJson.Shared.GrantedView));
    }

    /// <summary>Who pays stays as it is on each grant; to read the amounts any will do.</summary>
    private static string AnyFunder(Network network) => network.Communities.Keys.Order(StringComparer.Ordinal).First();
}
