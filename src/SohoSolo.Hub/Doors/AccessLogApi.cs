using System.Globalization;
using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Doors;

/// <summary>
/// Who came to a door and what was decided, for the keeper of the site. Reading it is itself an entry of the journal: people's movements are looked at for a reason, and somebody can
/// ask who looked.
/// </summary>
internal sealed class AccessLogApi(Store store, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    private const string DoorParameter = "door";

    /// <summary>What is decided at doors, and a keeper's own orders.</summary>
    private static readonly string[] Kinds = ["tag", "pin", "qr", "cmd"];

    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    public async Task Show(HttpContext context)
    {
        if (await KeptSite.Of(context, network) is not { } site) return;

        var query = new QueryReader(context.Request);
        var to = Moment(query, "to", site) ?? clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        var from = Moment(query, "from", site) ?? Before(to, Usual);
        var most = query.Number("most", 1, MostAtOnce, 100);
        var after = After(query);
        if (to <= from) query.Refuse("to", "is after 'from'");

        var door = (string)context.Request.RouteValues[DoorParameter]!;
        var problem = query.Problem ?? (await queries.Door(site.Id, door, context.RequestAborted) is not null ? null : Problems.NotFound("There is no such door at this site."));
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var filter = new EventFilter { Site = site.Id, Window = new TimeRange(from, to), Kinds = Kinds, Door = door, After = after, Most = most };
        await NoteReading(context, site, door, from, to);
        await Show(context, site, await queries.Events(filter, context.RequestAborted), most);
    }

    private async Task Show(HttpContext context, Telecentre site, IReadOnlyList<SiteEvent> events, int most)
    {
        var names = await queries.MemberNames([.. events.Where(one => one.Member is not null).Select(one => one.Member!.Value).Distinct()], context.RequestAborted);
        if (events.Count == most) Paging.Next(context, "after", events[^1].Id.ToString());

        await Answers.Write(context, [.. events.Select(one => AccessLogView.Of(one, site, names))], DoorJson.Shared.IReadOnlyListAccessLogView);
    }

    private static DateTimeOffset? Moment(QueryReader query, string name, Telecentre site)
    {
        switch (query.Time(name))
        {
            case null:
                return null;
            case WrittenTime.Instant(var at):
                return at;
            case WrittenTime.Local(var local) when site.Calendar.Resolve(local) is LocalMoment.Instant(var at, _):
                return at;
            default:
                query.Refuse(name, "is a time that the site's clock shows");
                return null;
        }
    }

    private static DateTimeOffset Before(DateTimeOffset instant, TimeSpan span) => instant - DateTimeOffset.MinValue > span ? instant - span : DateTimeOffset.MinValue;

    /// <summary>The last one of the page before, as <see cref="EventId"/> writes it.</summary>
    private static EventId? After(QueryReader query)
    {
        if (query.Text("after") is not { } text) return null;

        if (text.Split('/') is [{ Length: > 0 } gateway, { Length: > 0 } epoch, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            return new EventId(gateway, epoch, seq);

        query.Refuse("after", "is the id of an entry");
        return null;
    }

    private async Task NoteReading(HttpContext context, Telecentre site, string door, DateTimeOffset from, DateTimeOffset to)
    {
        var (reader, id) = (context.Caller().Member.Value, Ids.Next());
        var command = new Command { Principal = reader, Key = id, Fingerprint = id, Actor = reader, At = clock.GetUtcNow() };
        var detail = new JsonObject { ["door"] = door, ["from"] = Times.Utc(from), ["to"] = Times.Utc(to) };
        await store.Execute(command, work => ValueTask.FromResult(Note(work, id, site.Id, detail.ToJsonString())), context.RequestAborted);
    }

    private static (bool Noted, Answer? Answer) Note(Work work, string id, SiteId site, string detail)
    {
        work.Note(new JournalEntry { At = work.Command.At, Entity = "access-log", EntityId = id, Version = 1, What = "read", Actor = work.Command.Actor, SiteId = site.Value, Detail = detail });
        return (true, Answers.NoContent);
    }
}
