using SohoSolo.Core;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>
/// Makes closures of a calendar's times, and takes them away again. A time that bookings stand in the way of is not applied: it waits for a keeper, so nobody loses a place because of what
/// somebody wrote into a calendar elsewhere. Whether one does is asked under the locks that bookings are made under.
/// </summary>
internal sealed class CalendarApplying(Store store, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int MostTries = 12;

    /// <summary>What the closure of a time says to members: a room's calendar is somebody's own, and what she does there is nobody's business.</summary>
    public static string Reason(CalendarSource source, string words) => source.Space is null && words.Length > 0 ? words : source.Name;

    public async Task Apply(string id, Intake.Read read, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await queries.CalendarSource(id, stop) is not { } source) return;

            var site = (await network.Reload(stop)).Sites[source.Site];
            var (stored, now) = (await queries.CalendarEntries(id, stop), clock.GetUtcNow());
            var times = source.Space is null ? read.Times : [.. read.Times.Select(time => time with { Words = "" })];
            var plan = CalendarImport.Plan(times, stored, read.IsComplete, now);
            if (plan is { Wanted.Count: 0, Gone.Count: 0 } && !stored.Any(entry => IsReopened(entry, site, now))) return;
            if (await Try(source, site, stored, plan, stop)) break;
        }

        await network.Reload(stop);
    }

    /// <summary>False when the facts have changed meanwhile.</summary>
    private async Task<bool> Try(CalendarSource source, Telecentre site, IReadOnlyList<ImportedEntry> stored, ImportPlan plan, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        try
        {
            var executed = await store.Execute(
                SystemCommand.Named("calendar", now),
                async work =>
                {
                    var until = plan.Wanted.Select(time => time.During.End).Append(now.AddMinutes(1)).Max();
                    var facts = await work.Lock(new Scope { Spaces = [.. site.Spaces.Select(space => space.Id)], Sites = [site.Id], Window = new TimeRange(now, until) });
                    return !facts.StillKnows(site) ? (false, null) : (true, Put(work, source, site, stored, plan, facts, now) ? SystemCommand.Done : (Answer?)null);
                },
                stop);
            return executed is Executed<bool>.Fresh(true, _);
        }
        catch (StaleWriteException)
        {
            return false;
        }
    }

    /// <summary>False when there is nothing to write after all.</summary>
    private static bool Put(Work work, CalendarSource source, Telecentre site, IReadOnlyList<ImportedEntry> stored, ImportPlan plan, Facts facts, DateTimeOffset now)
    {
        var known = stored.ToDictionary(entry => entry.Key);
        var made = plan.Wanted.Select(time => Decide(source, time, known.GetValueOrDefault(time.Key), facts)).ToList();
        List<ImportedEntry> put =
        [
            .. made.Select(one => one.Entry).Where(entry => known.GetValueOrDefault(entry.Key) != entry),
            .. stored.Where(entry => IsReopened(entry, site, now) && !made.Exists(one => one.Entry.Key == entry.Key)).Select(entry => entry with { State = ImportState.Declined, Closure = null }),
        ];
        if (put.Count == 0 && plan.Gone.Count == 0) return false;

        var gone = plan.Gone.Concat(put.Select(entry => known.GetValueOrDefault(entry.Key)).OfType<ImportedEntry>()).Select(entry => entry.Closure).OfType<string>().ToHashSet();
        List<Closure> closures = [.. site.Closures.Where(closure => !gone.Contains(closure.Id)), .. made.Select(one => one.Closure).OfType<Closure>()];
        if (!closures.SequenceEqual(site.Closures))
            work.Put(site, site with { Version = site.Version + 1, Closures = closures }, "calendar-read");

        work.PutTimes(source, put, [.. plan.Gone.Select(entry => entry.Key)], "read");
        return true;
    }

    private static (ImportedEntry Entry, Closure? Closure) Decide(CalendarSource source, ImportedTime time, ImportedEntry? before, Facts facts)
    {
        if (before is { State: ImportState.Declined } && before.During == time.During) return (before with { Words = time.Words }, null);

        var closure = new Closure(Ids.Next(), source.Site, source.Space, time.During, Reason(source, time.Words));
        var isTaken = facts.SpaceHolds.Any(hold => hold.During.Overlaps(closure.During) && (closure.Space is null || closure.Space == hold.Space));
        return isTaken
            ? (new ImportedEntry(time.Key, time.During, time.Words, ImportState.Waiting, null), null)
            : (new ImportedEntry(time.Key, time.During, time.Words, ImportState.Applied, closure.Id), closure);
    }

    /// <summary>A keeper opened again by hand what a calendar closes: her word counts.</summary>
    private static bool IsReopened(ImportedEntry entry, Telecentre site, DateTimeOffset now) =>
        entry.State == ImportState.Applied && entry.During.End > now && !site.Closures.Any(closure => closure.Id == entry.Closure);
}
