using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Closures;

/// <summary>
/// The use case of closing a site, or blocking one space of it. Its impact is told before it is saved; afterwards each booking in its way is
/// cancelled with a refund in a transaction of its own (<see cref="ClosureFollowUp"/>), never silently.
/// </summary>
internal sealed class ClosureDesk(Decisions decisions, StoreQueries queries, NetworkCache network, Neighbourhood neighbourhood, TimeProvider clock)
{
    private const int LongestReason = 200;

    private static readonly BookingStatus[] Standing =
        [BookingStatus.Requested, BookingStatus.Offered, BookingStatus.Confirmed, BookingStatus.CheckedIn];

    /// <summary>Members read it; null when it will do.</summary>
    public static Problem? WrongReason(string reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason ? Problems.InvalidValue("reason", $"has 1 to {LongestReason} characters") : null;

    /// <summary>Which bookings stand in the way, whose they are, and where those members could go.</summary>
    public async Task<IReadOnlyList<ImpactView>> Impact(Closure closure, CancellationToken stop)
    {
        var site = (await network.Get(stop)).Sites[closure.Site];
        var views = new List<ImpactView>();
        foreach (var booking in await Affected(closure, stop))
        {
            var member = await queries.Member(booking.Member, stop);
            views.Add(new ImpactView(BookingView.Of(booking, site), member?.Name ?? booking.Member.Value, member?.Phone, await neighbourhood.Instead(booking, closure, stop)));
        }

        return views;
    }

    public async Task<IReadOnlyList<Booking>> Affected(Closure closure, CancellationToken stop) => ClosureImpact.Of(closure, await queries.Bookings(
        new BookingFilter { Sites = [closure.Site], Space = closure.Space, Window = closure.During, Statuses = Standing, Most = 5000 }, stop));

    public Task<Executed<Answer>> Close(Closure closure, Command command, CancellationToken stop) => Run(
        command,
        async _ =>
        {
            var site = (await network.Get(stop)).Sites[closure.Site];
            var impact = await Impact(closure, stop);
            var answer = Answers.Of(
                201,
                ClosureView.Of(closure, site, impact),
                ClosureJson.Shared.ClosureView,
                $"/api/v1/telecentres/{site.Id}/closures/{closure.Id}");
            var after = site with { Closures = [.. site.Closures, closure] };
            return work => closure.During.End <= clock.GetUtcNow()
                ? ValueTask.FromResult<Decided>(new Decided.Declined(DeclineReason.InThePast))
                : Change(work, site, after, closure.Space is null ? "closed" : "blocked", answer);
        },
        stop);

    /// <summary>Takes closures away again. Bookings that were cancelled for them stay cancelled; their members can book anew.</summary>
    public Task<Executed<Answer>> Reopen(SiteId siteId, Func<Closure, bool> which, Command command, CancellationToken stop) => Run(
        command,
        async _ =>
        {
            var site = (await network.Get(stop)).Sites[siteId];
            var after = site with { Closures = [.. site.Closures.Where(closure => !which(closure))] };
            return work => Change(work, site, after, "reopened", Answers.NoContent);
        },
        stop);

    /// <summary>Who has just closed a site sees it closed: the journal's reader would tell this node only a moment later.</summary>
    private async Task<Executed<Answer>> Run(Command command, Func<int, Task<Func<Work, ValueTask<Decided>>>> prepare, CancellationToken stop)
    {
        var executed = await decisions.Run(command, prepare, (reason, _) => Task.FromResult<Answer?>(BookingAnswers.Declined(reason, [])), stop);
        await network.Reload(stop);
        return executed;
    }

    /// <summary>A closure locks the site's spaces in order and bumps its version, which every decision compares (<c>rulings</c> 10).</summary>
    private static async ValueTask<Decided> Change(Work work, Telecentre before, Telecentre after, string what, Answer answer)
    {
        var facts = await work.Lock(new Scope { Spaces = [.. before.Spaces.Select(space => space.Id)], Sites = [before.Id] });
        if (!facts.StillKnows(before))
        {
            return new Decided.Outdated();
        }

        work.Put(before, after with { Version = before.Version + 1 }, what);
        return new Decided.Done(answer);
    }
}
