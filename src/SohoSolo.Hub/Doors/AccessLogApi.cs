using System.Globalization;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Doors;

/// <summary>HTTP for who came to a door and what was decided, for the keeper of the site.</summary>
internal sealed class AccessLogApi(AccessLog log, StoreQueries queries, NetworkCache network, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    private const string DoorParameter = "door";

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

        var (events, names) = await log.Read(context.Caller(), site, door, new TimeRange(from, to), after, most, context.RequestAborted);
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
}
