using System.Collections.Immutable;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>
/// The events that nobody has acknowledged yet, in the order in which they happened. It outlives a restart. It is bounded: when it is full the oldest goes, and <see cref="Lowest"/> tells the
/// gateway not to wait for it.
/// </summary>
internal sealed record EventFlash(int Capacity)
{
    /// <summary>Sent and not acknowledged at once: what comes behind waits, so that a long queue neither floods the broker nor overtakes itself.</summary>
    public const int Window = 20;

    public static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(5);

    public ImmutableList<StoredEvent> Events { get; private init; } = [];

    /// <summary>When the first of the window is to be sent again; null when nothing waits, and the past when something was never sent.</summary>
    public DateTimeOffset? Due
    {
        get
        {
            DateTimeOffset? due = null;
            for (var i = 0; i < Math.Min(Window, Events.Count); i++)
            {
                var its = Events[i].SentAt is { } sent ? sent + RepeatAfter : DateTimeOffset.MinValue;
                due = due is null || its < due ? its : due;
            }

            return due;
        }
    }

    /// <summary>The lowest number of a life that is still kept.</summary>
    public long Lowest(string boot) => Events.Find(stored => stored.Boot == boot)?.Seq ?? 0;

    public (EventFlash Flash, StoredEvent? Lost) Add(StoredEvent stored)
    {
        var lost = Events.Count >= Capacity ? Events[0] : null;
        var kept = lost is null ? Events : Events.RemoveAt(0);
        return (this with { Events = kept.Add(stored) }, lost);
    }

    /// <summary>The gateway has everything of this life up to a number.</summary>
    public (EventFlash Flash, IReadOnlyList<long> Forgotten) Forget(string boot, long upTo)
    {
        var first = Events.FindIndex(stored => stored.Boot == boot);
        List<long> gone = [];
        for (var i = first; i >= 0 && i < Events.Count && Events[i].Boot == boot && Events[i].Seq <= upTo; i++)
            gone.Add(Events[i].Seq);

        return gone.Count == 0 ? (this, gone) : (this with { Events = Events.RemoveRange(first, gone.Count) }, gone);
    }

    /// <summary>Those of the window that were never sent, or so long ago that they are sent again: the oldest first.</summary>
    public (EventFlash Flash, IReadOnlyList<StoredEvent> ToSend) Send(DateTimeOffset at)
    {
        List<StoredEvent> due = [];
        var events = Events;
        for (var i = 0; i < Math.Min(Window, events.Count); i++)
        {
            if (events[i].SentAt is { } sent && at - sent < RepeatAfter)
                continue;

            var now = events[i] with { SentAt = at };
            due.Add(now);
            events = events.SetItem(i, now);
        }

        return due.Count == 0 ? (this, due) : (this with { Events = events }, due);
    }

    /// <summary>A new connection begins with the oldest.</summary>
    public EventFlash Unsent() => this with { Events = [.. Events.Select(stored => stored with { SentAt = null })] };
}
