using SohoSolo.Core.Access;
using SohoSolo.Core.Tests.Time;

namespace SohoSolo.Core.Tests.Access.Model;

/// <summary>
/// Who may enter, by hand: it walks through the minutes with Paris' clock from the directive's text, and asks neither the builder, nor the policy, nor a calendar, nor a range.
/// Everything in a scenario begins and ends on whole minutes.
/// </summary>
internal static class DoorOracle
{
    public static string Says(Scenario s) => Mode(s) switch
    {
        "evacuation" => "granted mode",
        "lockdown" => "lockdown",
        _ when s.Presented == Thing.AnnesPin && s.PinLocked => "pin-locked",
        _ when s.IsExpired => "closed",
        _ when s.Presented == Thing.StrangersBadge => "unknown-credential",
        _ when s.Presented is Thing.AnnesLostBadge or Thing.SuspendedBadge || (s.Presented == Thing.AnnesPin && !s.AnneHasPin) => "revoked",
        _ when s.Presented == Thing.GuestPass => OfGuest(s),
        _ when s.Presented == Thing.KeepersBadge => "granted standing",
        _ when s.Clock == ClockQuality.Unset => "closed",
        _ when Around(s, s.Now).Any(minute => IsLetIn(s, minute)) => "granted booking",
        _ when s.Presented != Thing.AnnesPin && s.AnneHasPin && IsAnnes(s) && Around(s, s.Now).Any(minute => IsLeased(s, DayAt(minute)) && !IsShut(s, minute)) => s.WithPin ? "granted booking" : "pin-needed",
        "held-open" => "granted mode",
        _ when !IsOpen(s, s.Now) || IsShut(s, s.Now) => "closed",
        _ => OfNearest(s),
    };

    private static string OfGuest(Scenario s)
    {
        var (pass, slack) = (s.Pass, Slack(s));
        if (pass.Site != Some.Nogaro) return "wrong-site";
        if (s.PassIsRevoked) return "revoked";
        if (pass.Doors[0] != "main") return "no-booking";
        if (s.Clock == ClockQuality.Unset) return "closed";
        if (s.Now.AddMinutes(slack) < pass.During.Start) return "too-early";
        if (s.Now.AddMinutes(-slack) >= pass.During.End) return "expired-pass";
        return pass.Uses == 1 && s.PassIsUsed ? "pass-used" : "granted pass";
    }

    // Twelve hours in either direction, minute by minute.
    private static string OfNearest(Scenario s)
    {
        var ahead = Enumerable.Range(0, 722).Select(n => Minute(s.Now).AddMinutes(n)).Where(minute => minute > s.Now && IsLetIn(s, minute)).Select(minute => minute - s.Now);
        var behind = Enumerable.Range(1, 722).Select(n => Minute(s.Now).AddMinutes(-n)).Where(minute => IsLetIn(s, minute)).Select(minute => s.Now - minute.AddMinutes(1));
        var (until, since) = (ahead.FirstOrDefault(TimeSpan.MaxValue), behind.FirstOrDefault(TimeSpan.MaxValue));
        if (until <= TimeSpan.FromHours(12) && until <= since) return "too-early";
        if (s.WalkIns && s.AnneIsCovered && IsAnnes(s)) return "walk-in";
        return since <= TimeSpan.FromHours(12) ? "too-late" : "no-booking";
    }

    private static bool IsLetIn(Scenario s, DateTimeOffset minute) =>
        !IsShut(s, minute) && (s.Stays.Any(stay => stay.Member == Holder(s) && !stay.IsCancelled && IsDuring(s, stay, minute)) || IsInLeasedHours(s, minute));

    // Half an hour before and after it; of the nights between its days, and of closed days, only the half-hours beside the open ones.
    private static bool IsDuring(Scenario s, Stay stay, DateTimeOffset minute)
    {
        var (first, last) = (DayAt(stay.During.Start), DayAt(stay.During.End.AddMinutes(-1)));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var hours = Hours(s, day);
            var from = day == first ? stay.During.Start : hours?.From;
            var to = day == last ? stay.During.End : hours?.To;
            if (from is not null && to is not null && minute >= from.Value.AddMinutes(-30) && minute < to.Value.AddMinutes(30)) return true;
        }

        return false;
    }

    private static bool IsInLeasedHours(Scenario s, DateTimeOffset minute)
    {
        DateOnly[] days = [DayAt(minute.AddHours(-1)), DayAt(minute), DayAt(minute.AddHours(1))];
        return days.Any(day => IsLeased(s, day) && Hours(s, day) is var (from, to) && minute >= from.AddMinutes(-30) && minute < to.AddMinutes(30));
    }

    private static bool IsLeased(Scenario s, DateOnly day) =>
        s.Leases.Any(lease => lease.Member == Holder(s) && lease.First <= day && day <= lease.Last && !lease.Lent.Contains(day));

    private static bool IsOpen(Scenario s, DateTimeOffset at) => Hours(s, DayAt(at)) is var (from, to) && from <= at && at < to;

    private static bool IsShut(Scenario s, DateTimeOffset at) => s.Closures.Any(closure => closure.Start <= at && at < closure.End);

    private static (DateTimeOffset From, DateTimeOffset To)? Hours(Scenario s, DateOnly day)
    {
        if (s.NeverCloses) return (Shows(day, 0), Shows(day.AddDays(1), 0));

        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : (Shows(day, 8), Shows(day, 19));
    }

    private static string Mode(Scenario s)
    {
        var wanted = s.Demands.Where(demand => demand.Until is null || demand.Until > s.Now).Select(demand => demand.Mode).ToHashSet();
        var clock = ParisByHand.ClockAt(s.Now).TimeOfDay;
        var bySchedule = s.HasSchedule && s.Clock != ClockQuality.Unset && clock >= TimeSpan.FromHours(9) && clock < TimeSpan.FromHours(12) && !IsShut(s, s.Now);
        return wanted.Contains(DoorMode.Evacuation) ? "evacuation"
            : wanted.Contains(DoorMode.Lockdown) ? "lockdown"
            : wanted.Contains(DoorMode.HeldUnlocked) || wanted.Contains(DoorMode.ScheduledOpen) || bySchedule ? "held-open"
            : "normal";
    }

    // Every minute that the gateway's clock may mean.
    private static IEnumerable<DateTimeOffset> Around(Scenario s, DateTimeOffset now)
    {
        for (var minute = Minute(now.AddMinutes(-Slack(s))); minute <= now.AddMinutes(Slack(s)); minute = minute.AddMinutes(1))
            yield return minute;
    }

    private static int Slack(Scenario s) => s.Clock == ClockQuality.Synced ? 1 : 5;

    private static bool IsAnnes(Scenario s) => s.Presented is Thing.AnnesBadge or Thing.AnnesPin or Thing.FoundBadge;

    private static MemberId Holder(Scenario s) => IsAnnes(s) ? Some.Anne : Some.Paul;

    private static DateOnly DayAt(DateTimeOffset at) => ParisByHand.DayAt(at);

    private static DateTimeOffset Shows(DateOnly day, int hour) => ParisByHand.InstantsShowing(day.ToDateTime(new TimeOnly(hour, 0)))[0];

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
