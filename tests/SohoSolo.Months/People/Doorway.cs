using SohoSolo.FirmwareSim.Devices;
using SohoSolo.Months.Checks;
using SohoSolo.Months.World;

namespace SohoSolo.Months.People;

/// <summary>Who stands before a site's door and who is inside. One at a time shows her badge; whoever waits beside the door goes in with her.</summary>
internal sealed class Doorway(SimSite site, Agenda agenda, Truth truth, DoorCheck check)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Reaches = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WalksThrough = TimeSpan.FromSeconds(3);

    private readonly HashSet<string> inside = new(StringComparer.Ordinal);
    private readonly List<Caller> waiting = [];
    private Caller? first;
    private Caller? last;

    public bool IsInside(string who) => inside.Contains(who);

    /// <summary>She shows a badge; what she does when she is in follows. A stranger's badge is nobody's.</summary>
    public async Task Show(string who, bool isHers, Func<Task> then)
    {
        if (inside.Contains(who))
            return;

        if (first is not null)
        {
            agenda.In(Patience + Reaches, () => Show(who, isHers, then));
            return;
        }

        waiting.RemoveAll(caller => caller.Who == who);
        var caller = new Caller(who, isHers, then, site.SnapshotAt, site.Line.IsConnected);
        (first, last) = (caller, caller);
        agenda.In(Patience, () => GiveUp(caller));
        await site.Door.Do(new DeviceInput.Presented(PresentedCredential.Badge(isHers ? Villages.BadgeOf(who) : "04D0FFFFFFFFFF")));
    }

    /// <summary>Waits beside the door and goes in behind whoever opens it.</summary>
    public void WaitBeside(string who, Func<Task> then)
    {
        if (!inside.Contains(who))
            waiting.Add(new Caller(who, true, then, null, false));
    }

    /// <summary>Somebody inside opens to her.</summary>
    public async Task LetIn(string who, Func<Task> then)
    {
        if (inside.Contains(who))
            return;

        await site.Door.Do(new DeviceInput.ExitRequested());
        WalkIn(new Caller(who, true, then, null, false));
    }

    public async Task Leave(string who)
    {
        if (!inside.Remove(who))
            return;

        await site.Door.Do(new DeviceInput.ExitRequested());
        OpenAndClose();
    }

    public void Hear(DeviceOutput output)
    {
        switch (output)
        {
            case DeviceOutput.Unlocked:
                Answer(null);
                break;
            case DeviceOutput.Beeped(_, var deny):
                Answer(deny ?? "");
                break;
            default:
                break;
        }
    }

    private void Answer(string? deny)
    {
        // A command that comes late is still the answer to who stood there last.
        if ((first ?? last) is not { } caller)
            return;

        check.Answered(new DoorAnswer(caller.IsHers ? caller.Who : null, site.Id, agenda.Now, caller.SnapshotAt, caller.WasOnline, deny));
        if (deny is null && caller.IsHers)
            truth.LetIn(caller.Who, site.Id, agenda.Now);
        if (deny is null && first is not null)
            agenda.At(agenda.Now + Reaches, () => WalkIn(caller));

        first = null;
    }

    private Task GiveUp(Caller caller)
    {
        if (ReferenceEquals(first, caller))
            first = null;

        return Task.CompletedTask;
    }

    private void WalkIn(Caller caller)
    {
        if (inside.Add(caller.Who))
            agenda.In(TimeSpan.FromSeconds(20), caller.Then);

        OpenAndClose();
    }

    private void OpenAndClose()
    {
        foreach (var follower in waiting.ToList())
        {
            waiting.Remove(follower);
            if (inside.Add(follower.Who))
                agenda.In(TimeSpan.FromSeconds(25), follower.Then);
        }

        agenda.In(TimeSpan.FromMilliseconds(500), () => site.Door.Do(new DeviceInput.DoorMoved(IsOpen: true)));
        agenda.In(WalksThrough, () => site.Door.Do(new DeviceInput.DoorMoved(IsOpen: false)));
    }

    private sealed record Caller(string Who, bool IsHers, Func<Task> Then, DateTimeOffset? SnapshotAt, bool WasOnline);
}
