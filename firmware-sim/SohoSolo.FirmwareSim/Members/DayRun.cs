using System.Diagnostics;
using SohoSolo.FirmwareSim.Devices;
using SohoSolo.FirmwareSim.Shell;

namespace SohoSolo.FirmwareSim.Members;

/// <summary>
/// Plays a site's day on a clock: real time, faster, or moved by hand. Bookings may be added and withdrawn while it runs. It waits for nothing by itself: the clock wakes it for the next action.
/// </summary>
internal sealed class DayRun : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(TimedAction Action, BookedVisit Visit), (DateTimeOffset At, long Order)> actions = new();
    private readonly Dictionary<string, BookedVisit> visits = new(StringComparer.Ordinal);
    private readonly Doorstep doorstep;
    private readonly IReadOnlyDictionary<string, DeviceHost> sensors;
    private readonly IErrands errands;
    private readonly TimeProvider clock;
    private readonly Story story;
    private readonly int seed;
    private readonly ITimer timer;
    private long order;

    /// <param name="doorstep">The site's door and who is before it.</param>
    /// <param name="sensors">By space.</param>
    /// <param name="errands">What people do over HTTP.</param>
    /// <param name="clock">The people's: may run faster than that of the devices.</param>
    /// <param name="story">Told what happens.</param>
    /// <param name="seed">Of everybody's habits.</param>
    public DayRun(Doorstep doorstep, IReadOnlyDictionary<string, DeviceHost> sensors, IErrands errands, TimeProvider clock, Story story, int seed)
    {
        (this.doorstep, this.sensors, this.errands, this.clock, this.story, this.seed) = (doorstep, sensors, errands, clock, story, seed);
        timer = clock.CreateTimer(_ => Play(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var (space, sensor) in sensors)
            sensor.Did += (output, _) => Hear(space, output);
    }

    /// <summary>Told of each movement at a place, for sensors that are not ours.</summary>
    public Action<string>? Moved { get; init; }

    /// <summary>Somebody comes by who has not booked: the door or the hub says whether there is a place for her.</summary>
    public void ComeBy(string who) => doorstep.Show(who, Badges.Of(who), "badge, without a booking,");

    /// <summary>Whether anybody is expected at all: on a holiday nobody comes by.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (gate)
                return visits.Values.All(visit => visit.End < clock.GetUtcNow() || visit.Start > clock.GetUtcNow());
        }
    }

    /// <summary>The bookings as they are now: new ones are planned, changed ones planned anew, missing ones dropped.</summary>
    public void Follow(IReadOnlyList<BookedVisit> now)
    {
        List<BookedVisit> gone;
        lock (gate)
        {
            gone = [.. visits.Values.ExceptBy(now.Select(visit => visit.Booking), visit => visit.Booking)];
            foreach (var visit in gone)
                visits.Remove(visit.Booking);

            List<BookedVisit> added = [.. now.Where(visit => visits.GetValueOrDefault(visit.Booking) != visit)];
            foreach (var visit in added)
                visits[visit.Booking] = visit;

            foreach (var action in SiteDay.Plan(added, seed, clock.GetUtcNow()))
                actions.Enqueue((action, visits[action.Booking]), (action.At, order++));
        }

        foreach (var visit in gone)
            doorstep.Leave(visit.Member);

        WakeForNext();
    }

    public void Dispose() => timer.Dispose();

    private void Play()
    {
        while (TakeDue() is { } due)
            _ = Act(due.Action);

        WakeForNext();
    }

    private TimedAction? TakeDue()
    {
        lock (gate)
        {
            while (actions.TryPeek(out var next, out var when) && when.At <= clock.GetUtcNow())
            {
                actions.Dequeue();

                // A booking that was changed has a new plan; what is left of the old one is nobody's.
                if (ReferenceEquals(visits.GetValueOrDefault(next.Action.Booking), next.Visit))
                    return next.Action;
            }

            return null;
        }
    }

    private void WakeForNext()
    {
        lock (gate)
        {
            if (!actions.TryPeek(out _, out var when))
                return;

            var wait = when.At - clock.GetUtcNow();
            timer.Change(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private Task Act(SiteAction action)
    {
        var isInside = doorstep.IsInside(action.Who);
        switch (action)
        {
            case SiteAction.ShowBadge(var who):
                doorstep.Show(who, Badges.Of(who), "badge");
                return Task.CompletedTask;
            case SiteAction.ShowWrongBadge(var who):
                doorstep.Show(who, Badges.Wrong, "wrong badge");
                return Task.CompletedTask;
            case SiteAction.TypePin(var who):
                return isInside ? Task.CompletedTask : TypePin(who);
            case SiteAction.AskKeeper(var who, var booking):
                return isInside ? Task.CompletedTask : AskKeeper(who, booking);
            case SiteAction.FollowIn(var who):
                doorstep.WaitBeside(who);
                return Task.CompletedTask;
            case SiteAction.ShowPass(var who, var booking, var guest):
                return ShowPass(who, booking, guest);
            case SiteAction.Move(_, var space):
                if (isInside && sensors.TryGetValue(space, out var sensor))
                {
                    sensor.Post(new DeviceInput.MotionSeen());
                    Moved?.Invoke(space);
                }

                return Task.CompletedTask;
            case SiteAction.Leave(var who):
                doorstep.Leave(who);
                return Task.CompletedTask;
            default:
                throw new UnreachableException($"{action}");
        }
    }

    private async Task TypePin(string who)
    {
        if (await errands.NewPin(who) is { } digits)
            doorstep.Show(who, PresentedCredential.Pin(digits), "PIN");
        else
            Tell($"{who} gets no PIN");
    }

    private async Task AskKeeper(string who, string booking)
    {
        if (await errands.CheckIn(booking))
            doorstep.LetIn(who);
        else
            Tell($"{who} asks the keeper and stays outside");
    }

    private async Task ShowPass(string who, string booking, int guest)
    {
        if (await errands.Pass(booking, guest) is { } text)
            doorstep.Show(who, PresentedCredential.Pass(text), "QR");
        else
            Tell($"{who} has no pass");
    }

    private void Hear(string space, DeviceOutput output)
    {
        if (output is DeviceOutput.Noted(_, _, DeviceEvent.Occupancy(var isOccupied)))
            Tell($"{space} {(isOccupied ? "occupied" : "quiet")}");
    }

    private void Tell(string what) => story.Tell(clock.GetUtcNow(), doorstep.Site, what);
}
