using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;
using EventId = SohoSolo.Core.Devices.EventId;

namespace SohoSolo.Hub.Doors;

/// <summary>
/// The use case of reading who came to a door and what was decided. The reading is itself an entry of the journal: people's movements are looked at for a reason, and somebody can ask who looked.
/// </summary>
internal sealed class AccessLog(Store store, StoreQueries queries, TimeProvider clock)
{
    /// <summary>What is decided at doors, and a keeper's own orders.</summary>
    private static readonly string[] Kinds = ["tag", "pin", "qr", "cmd"];

    /// <summary>Newest first, and whom it names.</summary>
    public async Task<(IReadOnlyList<SiteEvent> Events, IReadOnlyDictionary<MemberId, string> Names)> Read(MemberId reader, Telecentre site, string door, TimeRange window, EventId? after, int most, CancellationToken stop)
    {
        await Note(reader, site, door, window, stop);
        var events = await queries.Events(new EventFilter { Site = site.Id, Window = window, Kinds = Kinds, Door = door, After = after, Most = most }, stop);
        return (events, await queries.MemberNames([.. events.Where(one => one.Member is not null).Select(one => one.Member!.Value).Distinct()], stop));
    }

    private async Task Note(MemberId reader, Telecentre site, string door, TimeRange window, CancellationToken stop)
    {
        var id = Ids.Next();
        var command = new Command { Principal = reader.Value, Key = id, Fingerprint = id, Actor = reader.Value, At = clock.GetUtcNow() };
        var detail = new JsonObject { ["door"] = door, ["from"] = Times.Utc(window.Start), ["to"] = Times.Utc(window.End) };
        await store.Execute(command, work => ValueTask.FromResult(Note(work, id, site.Id, detail.ToJsonString())), stop);
    }

    private static (bool Noted, Answer? Answer) Note(Work work, string id, SiteId site, string detail)
    {
        work.Note(new JournalEntry { At = work.Command.At, Entity = "access-log", EntityId = id, Version = 1, What = "read", Actor = work.Command.Actor, SiteId = site.Value, Detail = detail });
        return (true, Answers.NoContent);
    }
}
