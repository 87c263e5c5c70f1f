using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Audits;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Doors;

/// <summary>
/// The use case of reading who came to a door and what was decided. The reading is itself an entry of the journal, and one for each member whom it names: people's movements are looked at for a reason, and whoever they are of sees who looked.
/// </summary>
internal sealed class AccessLog(StoreQueries queries, Consultations consultations)
{
    /// <summary>What is decided at doors, and a keeper's own orders.</summary>
    private static readonly string[] Kinds = ["tag", "pin", "qr", "cmd"];

    /// <summary>Newest first, and whom it names.</summary>
    public async Task<(IReadOnlyList<SiteEvent> Events, IReadOnlyDictionary<MemberId, string> Names)> Read(Caller reader, Telecentre site, string door, TimeRange window, EventId? after, int most, CancellationToken stop)
    {
        var events = await queries.Events(new EventFilter { Site = site.Id, Window = window, Kinds = Kinds, Door = door, After = after, Most = most }, stop);
        var named = events.Where(one => one.Member is not null).Select(one => one.Member!.Value).Distinct().ToList();
        var names = await queries.MemberNames(named, stop);
        await consultations.Note(reader, new Look(Look.Doors) { Site = site.Id, Door = door, During = window }, names.Keys, id => Reading(reader, site, door, window, id), stop);
        return (events, names);
    }

    /// <summary>That the door's log was read at all, whoever was in it.</summary>
    private static JournalEntry Reading(Caller reader, Telecentre site, string door, TimeRange window, string id)
    {
        var detail = new JsonObject { ["door"] = door, ["from"] = Times.Utc(window.Start), ["to"] = Times.Utc(window.End) };
        return new JournalEntry { At = default, Entity = "access-log", EntityId = id, Version = 1, What = "read", Actor = reader.Member.Value, SiteId = site.Id.Value, Detail = detail.ToJsonString() };
    }
}
