using System.Diagnostics;
using SohoSolo.Core.Access;
using SohoSolo.Core.Tests.Access.Model;
using SohoSolo.Core.Tests.Time;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

/// <summary>Who may enter, in weeks made up by chance, against an oracle that counts minutes by hand.</summary>
public sealed class AccessModelTests
{
    [Fact]
    public void The_door_lets_in_whom_the_oracle_lets_in_and_else_gives_its_reason()
    {
        var heard = new HashSet<string>();
        Runs.Hold(
            Scenarios.All,
            scenario =>
            {
                var expected = DoorOracle.Says(scenario);
                heard.Add(expected);
                var said = Words(scenario.DecideBy(AccessSnapshotBuilder.Build(scenario.Sources, scenario.Built)));
                return said == expected ? true : throw new InvalidOperationException($"The door said '{said}' where the oracle said '{expected}'.");
            },
            cases: 3000);

        string[] all =
        [
            "granted booking", "granted standing", "granted pass", "granted mode", "pin-needed", "walk-in", "unknown-credential", "no-booking", "too-early",
            "too-late", "closed", "lockdown", "pin-locked", "revoked", "expired-pass", "pass-used", "wrong-site",
        ];
        Assert.Equal(all.Order(), heard.Order());
    }

    [Fact]
    public void A_gateway_with_a_changed_snapshot_decides_as_the_hub_does_from_fresh_rows() => Runs.Hold(
        Scenarios.Changes,
        change =>
        {
            var held = Snapshot(1, change.Before);
            var made = Snapshot(2, change.After);
            var changed = AccessDelta.Between(held, made).ApplyTo(held)!;
            var fresh = AccessSnapshotBuilder.Build(change.After.Sources, change.After.Now);
            return change.After.DecideBy(changed.Content) == change.After.DecideBy(fresh);
        },
        cases: 800);

    [Fact]
    public void The_same_rows_give_the_same_content_all_day_in_whatever_order_they_are_read() => Runs.Hold(
        Scenarios.All,
        scenario =>
        {
            var (sources, local) = (scenario.Sources, ParisByHand.ClockAt(scenario.Built));
            var mixed = sources with { Credentials = [.. sources.Credentials.Reverse()], Bookings = [.. sources.Bookings.Reverse()], Leases = [.. sources.Leases.Reverse()] };
            var (one, other) = (Snapshot(1, AccessSnapshotBuilder.Build(sources, scenario.Built)), Snapshot(2, AccessSnapshotBuilder.Build(mixed, scenario.Built.AddMinutes(59 - local.Minute))));
            return AccessDelta.Between(one, other).IsEmpty;
        });

    private static AccessSnapshot Snapshot(long revision, Scenario scenario) => Snapshot(revision, AccessSnapshotBuilder.Build(scenario.Sources, scenario.Built));

    private static AccessSnapshot Snapshot(long revision, AccessContent content) => new()
    {
        Site = Some.Nogaro,
        Revision = revision,
        IssuedAt = Some.Now,
        NotBefore = Some.Now,
        ExpiresAt = Some.Now + AccessSnapshotBuilder.Life,
        Content = content,
    };

    private static string Words(AccessDecision decision) => decision switch
    {
        AccessDecision.Granted(var reason, _, _) => $"granted {Kebab($"{reason}")}",
        AccessDecision.Denied(var reason, _) => Kebab($"{reason}"),
        AccessDecision.PinNeeded => "pin-needed",
        AccessDecision.WalkIn => "walk-in",
        var other => throw new UnreachableException($"{other}"),
    };

    private static string Kebab(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
