using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Shell;

namespace SohoSolo.FirmwareSim.Members;

/// <summary>
/// Who stands before a site's door, and who is inside. One person at a time shows something; when the bolt falls back she opens, walks in and lets the door close, and whoever waited
/// beside it comes along.
/// </summary>
internal sealed class Doorstep
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Reaches = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WalksThrough = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly HashSet<string> inside = new(StringComparer.Ordinal);
    private readonly List<string> waiting = [];
    private readonly Queue<Caller> queue = new();
    private readonly DeviceHost door;
    private readonly TimeProvider clock;
    private readonly Story story;
    private Caller? first;

    public Doorstep(DeviceHost door, TimeProvider clock, Story story)
    {
        (this.door, this.clock, this.story) = (door, clock, story);
        door.Did += (output, _) => Hear(output);
    }

    /// <summary>Another maker's reader beside the door, where there is one. Some try it first; whoever it does not help shows her badge at ours.</summary>
    public DeviceHost? OtherReader { get; init; }

    public string Site => door.Identity.Site;

    private string Name => $"door {door.Identity.Door}";

    public bool IsInside(string who)
    {
        lock (gate)
            return inside.Contains(who);
    }

    /// <summary>In her turn.</summary>
    public void Show(string who, PresentedCredential credential, string called) => Show(new Caller(who, credential, called) { IsAtOther = OtherReader is not null && TriesOther(who) });

    private static bool TriesOther(string who) => Chance.Of(0, who).Percent(Habits.TriesTheOtherReader);

    private void Show(Caller caller)
    {
        var who = caller.Who;
        lock (gate)
        {
            if (inside.Contains(who))
                return;

            waiting.Remove(who);
            queue.Enqueue(caller);
        }

        NextTurn();
    }

    public void WaitBeside(string who)
    {
        lock (gate)
        {
            if (inside.Contains(who) || waiting.Contains(who))
                return;

            waiting.Add(who);
        }

        Tell($"{who} waits beside the door");
    }

    /// <summary>Somebody inside opens for somebody outside.</summary>
    public void LetIn(string who)
    {
        Tell($"{who} is let in from inside");
        door.Post(new DeviceInput.ExitRequested());
        WalkIn(who);
    }

    /// <summary>By the inside handle: it asks nobody.</summary>
    public void Leave(string who)
    {
        lock (gate)
        {
            if (!inside.Remove(who))
                return;
        }

        Tell($"{who} leaves");
        door.Post(new DeviceInput.ExitRequested());
        OpenAndClose(who);
    }

    private void NextTurn()
    {
        Caller next;
        lock (gate)
        {
            if (first is not null || !queue.TryDequeue(out next!))
                return;

            first = next with { Since = clock.GetTimestamp() };
            next = first;
        }

        (next.IsAtOther ? OtherReader! : door).Post(new DeviceInput.Presented(next.Credential));
        Later(Patience, () => GiveUp(next));
    }

    private void Hear(DeviceOutput output)
    {
        switch (output)
        {
            case DeviceOutput.Unlocked(_, var why, _):
                Unlocked(why);
                break;
            case DeviceOutput.Beeped(_, var deny):
                Answered($"denied: {deny ?? "?"}");
                break;
            case DeviceOutput.CommandRefused(_, var why):
                Tell($"{Name} refused a command: {why}");
                break;
            case DeviceOutput.ModeTaken(var mode):
                Tell($"{Name} is now {mode}");
                break;
            case DeviceOutput.Noted(_, _, DeviceEvent.Door(var isOpen)):
                Tell($"{Name} {(isOpen ? "open" : "closed")}");
                break;
            default:
                break;
        }
    }

    private void Unlocked(string? why)
    {
        if (Answered("unlocked") is { } who)
            Later(Reaches, () => WalkIn(who));
        else
            Tell($"{Name} unlocked ({why ?? "remote"})");
    }

    /// <summary>Who it was meant for; null when nobody of ours stands there.</summary>
    private string? Answered(string how)
    {
        Caller? whose;
        lock (gate)
            (whose, first) = (first, null);

        if (whose is null)
        {
            if (how != "unlocked")
                Tell($"{Name} {how}");
            return null;
        }

        Tell($"{whose.Who} {whose.Shown} → {Name} {how} {Story.Took(clock.GetElapsedTime(whose.Since))}");
        if (how != "unlocked")
            TryOurs(whose);

        Later(Reaches, NextTurn);
        return whose.Who;
    }

    private void GiveUp(Caller caller)
    {
        lock (gate)
        {
            if (!ReferenceEquals(first, caller))
                return;

            first = null;
        }

        // A door that stands unlocked needs no answer.
        if (((DoorController)door.Device).IsReleased)
            WalkIn(caller.Who);
        else
        {
            Tell($"{caller.Who} {caller.Shown} → no answer");
            TryOurs(caller);
        }

        NextTurn();
    }

    private void TryOurs(Caller caller)
    {
        if (caller.IsAtOther)
            Show(caller with { IsAtOther = false });
    }

    private void WalkIn(string who)
    {
        lock (gate)
            inside.Add(who);

        OpenAndClose(who);
    }

    /// <summary>An open door lets in whoever waits beside it.</summary>
    private void OpenAndClose(string who)
    {
        List<string> behind;
        lock (gate)
        {
            behind = [.. waiting];
            waiting.Clear();
            inside.UnionWith(behind);
        }

        door.Post(new DeviceInput.DoorMoved(IsOpen: true));
        foreach (var follower in behind)
            Tell($"{follower} walks in behind {who}");

        Later(WalksThrough, () => door.Post(new DeviceInput.DoorMoved(IsOpen: false)));
    }

    private void Later(TimeSpan after, Action then) => Moments.After(clock, after, then);

    private void Tell(string what) => story.Tell(clock.GetUtcNow(), Site, what);

    /// <summary>Somebody whose turn it is. Compared by identity: she may come twice.</summary>
    private sealed record Caller(string Who, PresentedCredential Credential, string Called)
    {
        public long Since { get; init; }

        public bool IsAtOther { get; init; }

        public string Shown => IsAtOther ? $"{Called} at the other reader" : Called;
    }
}
