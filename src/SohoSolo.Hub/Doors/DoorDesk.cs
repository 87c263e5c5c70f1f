using System.Text.Json.Nodes;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Doors;

/// <summary>
/// The use case of a keeper's word at a door: written down with her name and reason, and only then sent to the site. A mode is a state that the site is told of and keeps; an unlock
/// is an order that expires.
/// </summary>
internal sealed class DoorDesk(Decisions decisions, StoreQueries queries, IDoorLine line, TimeProvider clock)
{
    public const int LongestReason = 200;

    /// <summary>An order that arrives later does nothing (contract §4).</summary>
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(15);

    private static readonly Problem Offline =
        new(StatusCodes.Status503ServiceUnavailable, "gateway-offline", "The site's gateway has not been heard of for a minute, so nothing can be done at its doors from here.") { RetryAfterSeconds = 30 };

    private static readonly Problem NoDoor = Problems.NotFound("There is no such door at this site.");

    /// <summary>Why nothing can be unlocked there just now; null when it can. It is not remembered: a moment later it may be otherwise.</summary>
    public async Task<Problem?> WhyNotUnlock(Telecentre site, string door, CancellationToken stop) =>
        await queries.Door(site.Id, door, stop) is null ? NoDoor : line.IsHeard(site.Id) ? null : Offline;

    public async Task<Problem?> WhyNotReset(Telecentre site, string reader, CancellationToken stop) =>
        await queries.Device(reader, stop) is { RemovedAt: null, Role: "reader" or "door-controller" } known && known.Site == site.Id
            ? line.IsHeard(site.Id) ? null : Offline
            : Problems.NotFound("There is no such reader at this site.");

    /// <summary>Releases a lock for a moment.</summary>
    public Task<Executed<Answer>> Unlock(Telecentre site, string door, string reason, Command command, CancellationToken stop) =>
        Give(Order(site, DoorDeed.Unlock, door, reason, command), command, stop);

    /// <summary>Lets a reader take PINs again before its lock has run out.</summary>
    public Task<Executed<Answer>> ResetPin(Telecentre site, string reader, Command command, CancellationToken stop) =>
        Give(Order(site, DoorDeed.ResetPin, reader, "PIN lock taken away", command), command, stop);

    /// <summary>Asks for a mode until somebody takes it back or its time has passed.</summary>
    public Task<Executed<Answer>> SetMode(Telecentre site, string door, DoorDemand asked, string reason, Command command, CancellationToken stop) =>
        decisions.Run(command, (_, work) => SetMode(work, site, door, asked, reason), taken: null, stop);

    private DoorOrder Order(Telecentre site, DoorDeed deed, string target, string reason, Command command)
    {
        var now = clock.GetUtcNow();
        return new DoorOrder
        {
            Id = Ids.Next(),
            Site = site.Id,
            Deed = deed,
            Target = target,
            Span = site.Access.Unlock,
            At = now,
            NotAfter = now + Valid,
            Operator = command.Actor,
            Reason = reason,
        };
    }

    /// <summary>Sent by whoever committed it: who repeats the key is told again, and nothing is sent again.</summary>
    private async Task<Executed<Answer>> Give(DoorOrder order, Command command, CancellationToken stop)
    {
        var executed = await decisions.Run(command, (_, work) => WriteDown(work, order), taken: null, stop);
        var isToBeSent = executed is Executed<Answer>.Fresh({ Status: StatusCodes.Status202Accepted }, _);
        return !isToBeSent || await line.Send(order, stop) ? executed : new Executed<Answer>.Fresh(Offline.ToAnswer(), null);
    }

    private static async ValueTask<Decided> WriteDown(Work work, DoorOrder order)
    {
        await work.Lock(new Scope());
        var detail = new JsonObject { [order.Deed == DoorDeed.Unlock ? "door" : "reader"] = order.Target, ["reason"] = order.Reason };
        work.Note(Entry(work, order.Id, Words.Of(order.Deed), order.Site, detail));
        return new Decided.Done(Answers.Of(StatusCodes.Status202Accepted, new OrderView(order.Id, Times.Utc(order.NotAfter)), DoorJson.Shared.OrderView));
    }

    private async ValueTask<Decided> SetMode(Work work, Telecentre site, string id, DoorDemand asked, string reason)
    {
        var facts = await work.Lock(new Scope { Presence = site.Id, Doors = true });
        if (facts.Doors.FirstOrDefault(known => known.Id == id) is not { } door) return new Decided.Refused(NoDoor);

        var now = clock.GetUtcNow();
        var after = door with { Version = door.Version + 1, Demands = DoorModes.With(door.Demands, asked, now) };
        var detail = new JsonObject { ["mode"] = Words.Of(asked.Mode), ["until"] = asked.Until is { } until ? Times.Utc(until) : null, ["reason"] = reason };
        work.Put(door, after, "mode-set", detail.ToJsonString());
        return new Decided.Done(Answers.Of(StatusCodes.Status200OK, DoorView.Of(after, site, now), DoorJson.Shared.DoorView));
    }

    private static JournalEntry Entry(Work work, string id, string what, SiteId site, JsonObject detail) => new()
    {
        At = work.Command.At,
        Entity = "door-order",
        EntityId = id,
        Version = 1,
        What = what,
        Actor = work.Command.Actor,
        SiteId = site.Value,
        Detail = detail.ToJsonString(),
    };
}
