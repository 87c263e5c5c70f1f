using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Calendars;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Bookings;
using SohoSolo.Hub.Closures;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Outbound;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.CalendarImports;

/// <summary>A calendar that somebody wants to be read: from an address, or from what a file says.</summary>
internal sealed record CalendarDraft(CalendarSource Source, Uri? Address, byte[]? File);

/// <summary>The use case of other people's calendars: a look at what one would close first, then it closes; what bookings stand in the way of waits for a keeper's word.</summary>
internal sealed class CalendarKeeping(
    Decisions decisions, Store store, StoreQueries queries, NetworkCache network, CalendarIntake intake, CalendarApplying applying, CalendarRefresh refresh, ClosureDesk closures, KeyBox keys, TimeProvider clock)
{
    public const int Most = 10;
    public const int LongestName = 80;

    public static readonly Problem Unknown = Problems.NotFound("There is no such calendar.");

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-calendars", $"A télécentre has at most {Most} calendars: remove one first.");
    private static readonly Problem NoTime = Problems.NotFound("This calendar has no such time to decide on any more.");

    public static Problem Unreadable(string why) => new(StatusCodes.Status422UnprocessableEntity, "unreadable-calendar", $"The calendar cannot be read: {why}.");

    public (CalendarDraft? Draft, Problem? Problem) Read(Telecentre site, CalendarPost body, byte[]? file = null)
    {
        var check = new FieldCheck();
        var name = check.Text("name", body.Name, LongestName);
        var space = body.Space is { Length: > 0 } named ? new SpaceId(named) : (SpaceId?)null;
        if (space is { } one && site.Find(one) is null) check.Refuse("space", "is a space of this télécentre");

        file ??= body.Ics is { } ics ? Encoding.UTF8.GetBytes(ics) : null;
        var address = body.Url is { Length: > 0 } url ? CalendarIntake.Address(url) : null;
        if ((body.Url is { Length: > 0 }) == (file is not null)) check.Refuse("url", "or 'ics' is given, and not both");
        else if (file is null && address is null) check.Refuse("url", "is an address such as https://example.org/calendar.ics");
        else if (address is not null && intake.Judge(address) is { } trouble) check.Refuse("url", OutboundWords.Of(trouble));

        if (check.Problem is { } problem) return (null, problem);

        var source = new CalendarSource
        {
            Id = Ids.Next(),
            Site = site.Id,
            Space = space,
            Name = name!,
            Url = address is null ? null : keys.SealValue(address.AbsoluteUri),
            MadeAt = clock.GetUtcNow(),
        };
        return (new CalendarDraft(source, address, file), null);
    }

    public async Task<Intake> Look(CalendarDraft draft, Telecentre site, CancellationToken stop) =>
        draft.File is { } file ? intake.Read(file, site.Calendar.Zone) : await intake.Fetch(draft.Address!, null, site.Calendar.Zone, stop);

    /// <summary>What each time would close, and how many bookings stand in its way.</summary>
    public async Task<IReadOnlyList<(ImportedTime Time, int Bookings)>> Impact(CalendarSource source, Intake.Read read, CancellationToken stop)
    {
        if (read.Times.Count == 0) return [];

        var all = new Closure("", source.Site, source.Space, new Core.Time.TimeRange(clock.GetUtcNow(), read.Times.Max(time => time.During.End)), "");
        var standing = await closures.Affected(all, stop);
        return [.. read.Times.Select(time => (time, ClosureImpact.Of(all with { During = time.During }, standing).Count))];
    }

    /// <summary>Its times are applied at once; an address that cannot be read just now is read later.</summary>
    public async Task<Executed<Answer>> Add(CalendarDraft draft, Intake.Read? read, Command command, CancellationToken stop)
    {
        var source = draft.Source with { Health = new CalendarHealth { DueAt = draft.Address is null ? null : clock.GetUtcNow() } };
        var there = (await queries.CalendarSources(source.Site, stop)).Count;
        var executed = await decisions.Run(
            command,
            async (_, work) =>
            {
                await work.Lock(new Scope());
                if (there >= Most) return new Decided.Refused(TooMany);

                work.Put(null, source, "added");
                return new Decided.Done(new Answer(StatusCodes.Status201Created, $"/api/v1/telecentres/{source.Site}/calendars/{source.Id}", null));
            },
            taken: null,
            stop);
        if (executed is not Executed<Answer>.Fresh({ Status: StatusCodes.Status201Created }, _)) return executed;

        if (draft.Address is not null)
        {
            await refresh.Read(source, stop);
        }
        else if (read is not null)
        {
            await applying.Apply(source.Id, read, stop);
            await store.Calendars.Settle(source.Id, new CalendarHealth { ReadAt = clock.GetUtcNow(), Warnings = read.Warnings.Count }, stop);
        }

        return executed;
    }

    /// <summary>What it closed opens again; bookings that were given back for it stay so.</summary>
    public async Task<Executed<Answer>> Remove(Telecentre at, string id, Command command, CancellationToken stop)
    {
        var name = (await queries.CalendarSource(id, stop))?.Name;
        var executed = await OnOne(
            at,
            id,
            command,
            (work, site, source, entries) =>
            {
                PutClosures(work, site, [.. site.Closures.Where(closure => entries.All(entry => entry.Closure != closure.Id))], "reopened");
                work.Put(source, source with { Version = source.Version + 1, RemovedAt = clock.GetUtcNow() }, "removed");
                return new Decided.Done(Answers.NoContent);
            },
            stop);
        if (name is not null && executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status204NoContent }, _)) await refresh.Tell(at.Id, name, stop);

        return executed;
    }

    /// <summary>A keeper's word on a time that bookings stand in the way of: close all the same, and each booking is given back with a refund and told of; or leave it open.</summary>
    public Task<Executed<Answer>> Decide(Telecentre at, string id, string key, bool closes, Command command, CancellationToken stop) => OnOne(
        at,
        id,
        command,
        (work, site, source, entries) =>
        {
            if (entries.FirstOrDefault(entry => entry.Key == key && entry.State != ImportState.Applied && entry.During.End > clock.GetUtcNow()) is not { } entry) return new Decided.Refused(NoTime);

            var closure = new Closure(Ids.Next(), site.Id, source.Space, entry.During, CalendarApplying.Reason(source, entry.Words));
            if (closes) PutClosures(work, site, [.. site.Closures, closure], source.Space is null ? "closed" : "blocked");

            work.PutTimes(source, [entry with { State = closes ? ImportState.Applied : ImportState.Declined, Closure = closes ? closure.Id : null }], [], closes ? "applied" : "declined");
            return new Decided.Done(Answers.NoContent);
        },
        stop);

    private static void PutClosures(Work work, Telecentre site, IReadOnlyList<Closure> after, string what)
    {
        if (!after.SequenceEqual(site.Closures)) work.Put(site, site with { Version = site.Version + 1, Closures = after }, what);
    }

    private async Task<Executed<Answer>> OnOne(
        Telecentre at, string id, Command command, Func<Work, Telecentre, CalendarSource, IReadOnlyList<ImportedEntry>, Decided> decide, CancellationToken stop)
    {
        var executed = await decisions.Run(
            command,
            async _ =>
            {
                var site = (await network.Get(stop)).Sites[at.Id];
                var (source, entries) = (await queries.CalendarSource(id, stop), await queries.CalendarEntries(id, stop));
                return async work =>
                {
                    var facts = await work.Lock(new Scope { Spaces = [.. site.Spaces.Select(space => space.Id)], Sites = [site.Id] });
                    return !facts.StillKnows(site) ? new Decided.Outdated()
                        : source is null || source.Site != site.Id ? new Decided.Refused(Unknown)
                        : decide(work, site, source, entries);
                };
            },
            (reason, _) => throw new System.Diagnostics.UnreachableException($"{reason}"),
            stop);
        await network.Reload(stop);
        return executed;
    }
}
