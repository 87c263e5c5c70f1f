using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using SohoSolo.Core.Time;
using static SohoSolo.Core.Tests.Some;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class AccessDeltaTests
{
    private static readonly AccessContent Content = new()
    {
        Entries = [new("a", "r1", [Tuesday(9, 12)], ["main"], EntryTraits.None), new("b", "r2", [], ["main"], EntryTraits.WalkIn)],
        Revoked = ["x"],
        Open = [Tuesday(8, 19)],
        Doors = [new("main", true, true, [Tuesday(9, 12)])],
        Devices = [new("d1", "sohosolo", "reader", "main", null, "p")],
    };

    [Fact]
    public void Nothing_changed_is_an_empty_change()
    {
        var same = Content with { Entries = [.. Content.Entries.Select(entry => entry with { Windows = [.. entry.Windows] })], Doors = [Content.Doors[0] with { Schedule = [Tuesday(9, 12)] }] };

        Assert.True(AccessDelta.Between(Snapshot(1, Content), Snapshot(2, same)).IsEmpty);
    }

    [Fact]
    public void Only_what_changed_travels()
    {
        var delta = AccessDelta.Between(Snapshot(1, Content), Snapshot(2, Content with { Entries = [Content.Entries[0] with { Windows = [Tuesday(9, 13)] }] }));

        Assert.Equal(["a"], delta.Add.Select(entry => entry.Hash));
        Assert.Equal(["b"], delta.Remove);
        Assert.Null(delta.Revoked);
        Assert.Null(delta.Doors);
    }

    [Fact]
    public void A_change_of_anything_is_no_empty_change()
    {
        AccessContent[] others =
        [
            Content with { Entries = [Content.Entries[0], Content.Entries[1] with { Holder = "r2" }] },
            Content with { Entries = [Content.Entries[0], Content.Entries[1] with { Ref = "r3" }] },
            Content with { Entries = [Content.Entries[0], Content.Entries[1] with { Doors = ["side"] }] },
            Content with { Entries = [Content.Entries[0], Content.Entries[1] with { Traits = EntryTraits.None }] },
            Content with { Revoked = [] },
            Content with { Open = [Tuesday(8, 18)] },
            Content with { Doors = [Content.Doors[0] with { Schedule = [] }] },
            Content with { Doors = [Content.Doors[0] with { HasContact = false }] },
            Content with { Devices = [Content.Devices[0] with { PasswordHash = "q" }] },
            Content with { Rules = new AccessRules { WalkIns = true } },
        ];

        Assert.All(others, other => Assert.False(AccessDelta.Between(Snapshot(1, Content), Snapshot(2, other)).IsEmpty));
    }

    [Fact]
    public void Another_sites_another_ones_and_an_older_change_are_refused()
    {
        var held = Snapshot(5, Content);
        var delta = AccessDelta.Between(held, Snapshot(6, Content));

        Assert.NotNull(delta.ApplyTo(held));
        Assert.Null(delta.ApplyTo(held with { Site = Eauze }));
        Assert.Null(delta.ApplyTo(held with { Revision = 4 }));
        Assert.Null(delta.ApplyTo(held with { Revision = 6 }));
        Assert.Null((delta with { Revision = 5 }).ApplyTo(held));
    }

    [Fact]
    public void The_one_before_with_its_change_is_the_one_after()
    {
        var entry =
            from hash in Gen.Elements("a", "b", "c", "B")
            from traits in Gen.Elements(EntryTraits.None, EntryTraits.WalkIn)
            from pin in Gen.Elements(true, false)
            from hours in Gen.ListOf(Gen.Choose(0, 3), 2)
            select (hash, Entries: Entries(hash, traits, pin, [.. hours.Distinct().Order().Select(hour => Tuesday(hour * 2, (hour * 2) + 1))]));
        var content =
            from entries in Runs.Lists(entry, 6).Generator
            from revoked in Gen.SubListOf("x", "y")
            from open in Gen.Elements(8, 9)
            from contact in Gen.Elements(true, false)
            from schedule in Gen.Elements(10, 11)
            from devices in Gen.SubListOf("d1", "d2")
            from walkIns in Gen.Elements(true, false)
            select new AccessContent
            {
                Entries = [.. entries.DistinctBy(one => one.hash).OrderBy(one => one.hash, StringComparer.Ordinal).SelectMany(one => one.Entries)],
                Revoked = [.. revoked],
                Open = [Tuesday(open, 19)],
                Doors = [new("main", true, contact, [Tuesday(9, schedule)])],
                Devices = [.. devices.Select(id => new SnapshotDevice(id, "sohosolo", "reader", null, null, "p"))],
                Rules = new AccessRules { WalkIns = walkIns },
            };
        Runs.Hold(Arb.From(from before in content from after in content select (before, after)), pair =>
        {
            var (before, after) = (Snapshot(1, pair.before), Snapshot(2, pair.after));
            var applied = AccessDelta.Between(before, after).ApplyTo(before);
            return Told(applied!) == Told(after);
        }, cases: 1000);
    }

    private static AccessEntry[] Entries(string hash, EntryTraits traits, bool pin, TimeRange[] windows)
    {
        var plain = new AccessEntry(hash, $"r-{hash}", windows, ["main"], traits);
        return pin ? [plain, plain with { Traits = EntryTraits.PinNeeded, Holder = "r" }] : [plain];
    }

    private static AccessSnapshot Snapshot(long revision, AccessContent content) => new()
    {
        Site = Nogaro,
        Revision = revision,
        IssuedAt = Now.AddMinutes(revision),
        NotBefore = Now,
        ExpiresAt = Now.AddMinutes(revision) + AccessSnapshotBuilder.Life,
        Content = content,
    };

    // Everything it holds, as text: records compare lists by reference.
    private static string Told(AccessSnapshot snapshot) => System.Text.Json.JsonSerializer.Serialize(snapshot);
}
