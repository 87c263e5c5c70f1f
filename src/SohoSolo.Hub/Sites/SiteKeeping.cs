using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Doors;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>The use case of opening a télécentre and changing it. A place that somebody has booked or leased cannot be taken away.</summary>
internal sealed class SiteKeeping(Decisions decisions, NetworkCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Ever = TimeSpan.FromDays(365 * 20);

    public async Task<Executed<Answer>> Open(Telecentre site, Command command, CancellationToken stop)
    {
        var taken = new Problem(StatusCodes.Status422UnprocessableEntity, "site-exists", $"There is a télécentre '{site.Id}' already.") { Field = "id" };
        var executed = await decisions.Run(command, (network, work) => Open(site, network, work, taken), taken, stop);
        await cache.Reload(stop);
        return executed;
    }

    public async Task<Executed<Answer>> Change(SiteId id, TelecentrePatch patch, int? expected, Command command, CancellationToken stop)
    {
        var executed = await decisions.Run(command, (network, work) => Change(network.Sites[id], network, patch, expected, work), taken: null, stop);
        await cache.Reload(stop);
        return executed;
    }

    private async ValueTask<Decided> Open(Telecentre site, Network network, Work work, Problem taken)
    {
        await work.Lock(new Scope());
        if (network.Sites.ContainsKey(site.Id))
        {
            return new Decided.Refused(taken);
        }

        work.Put(null, site, "opened");
        work.Put(null, Entrance.Of(site.Id), "made");
        return new Decided.Done(Answers.Of(201, View(site, network), SitesJson.Shared.TelecentreDetailView, $"/api/v1/telecentres/{site.Id}"));
    }

    private async ValueTask<Decided> Change(Telecentre before, Network network, TelecentrePatch patch, int? expected, Work work)
    {
        var now = clock.GetUtcNow();
        var facts = await work.Lock(new Scope
        {
            Spaces = [.. before.Spaces.Select(space => space.Id)],
            Sites = [before.Id],
            Window = patch.RemoveSpaces is { Count: > 0 } ? new TimeRange(now, now + Ever) : null,
        });
        if (facts.SiteVersions[before.Id] != before.Version)
        {
            return new Decided.Outdated();
        }

        if (expected is { } version && version != before.Version)
        {
            return new Decided.Refused(Versions.Outdated(before.Version));
        }

        var (after, problem) = SiteReading.Apply(patch, before);
        problem ??= InUse(before, after!, facts);
        if (problem is not null)
        {
            return new Decided.Refused(problem);
        }

        work.Put(before, after!, "changed");
        PutPicture(after!, patch.Plan?.Picture, work);
        return new Decided.Done(Answers.Of(200, View(after!, network), SitesJson.Shared.TelecentreDetailView));
    }

    private static void PutPicture(Telecentre site, string? written, Work work)
    {
        if (written?.Length == 0)
        {
            work.RemovePicture(site);
        }
        else if (written is not null)
        {
            work.Put(PlanReading.Picture(written, site.Id, site.Version)!);
        }
    }

    private static Problem? InUse(Telecentre before, Telecentre after, Facts facts)
    {
        foreach (var gone in before.Spaces.Where(space => after.Find(space.Id) is null))
        {
            var held = facts.SpaceHolds.Count(hold => hold.Space == gone.Id);
            if (held > 0 || facts.Leases.Any(lease => lease.Space == gone.Id))
            {
                var why = held > 0 ? $"is booked {held} times from now on" : "is leased";
                return new Problem(StatusCodes.Status422UnprocessableEntity, "space-in-use", $"{gone.Name} {why}; move those bookings first, or block it.") { Field = "removeSpaces" };
            }
        }

        return null;
    }

    private TelecentreDetailView View(Telecentre site, Network network) => TelecentreDetailView.Of(site, network, clock.GetUtcNow());
}
