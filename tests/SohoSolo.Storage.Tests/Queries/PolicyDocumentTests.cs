using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage.Tests.Queries;

public sealed class PolicyDocumentTests
{
    private static readonly SiteId Auch = new("auch");

    [Fact]
    public void A_site_inherits_what_it_does_not_say()
    {
        var policy = Read("""{"defaults":{"longestHours":48,"mostUpcoming":null},"sites":{"auch":{"deskPerHalfDay":3}}}""");

        var auch = policy.RulesFor(Auch);
        Assert.Equal((7, TimeSpan.FromHours(48), null, 3), (auch.Version, auch.Longest, auch.MostUpcoming, auch.DeskPerHalfDay));
        Assert.Equal(new AccessRules(), policy.AccessFor(Auch));
        Assert.Equal((48d, 1), (policy.RulesFor(new SiteId("nogaro")).Longest.TotalHours, policy.RulesFor(new SiteId("nogaro")).DeskPerHalfDay));
    }

    [Fact]
    public void A_site_takes_walk_ins_or_not_whatever_the_others_do()
    {
        var policy = Read("""{"defaults":{"walkIns":1,"unlockSeconds":8},"sites":{"auch":{"walkIns":0}}}""");

        Assert.Equal((false, 8), (policy.AccessFor(Auch).WalkIns, policy.AccessFor(Auch).Unlock.TotalSeconds));
        Assert.True(policy.AccessFor(new SiteId("nogaro")).WalkIns);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"defaults":{}}""")]
    [InlineData("""{"defaults":{},"sites":{"auch":{}}}""")]
    public void What_nobody_says_is_as_in_the_rules_themselves(string json)
    {
        Assert.Equal(new BookingRules { Version = 7 }, Read(json).RulesFor(Auch));
        Assert.Equal(new AccessRules(), Read(json).AccessFor(Auch));
    }

    [Fact]
    public void Every_setting_can_be_written_and_reads_back()
    {
        var rules = new BookingRules
        {
            Version = 7,
            Longest = TimeSpan.FromHours(9),
            FurthestDaysAhead = 8,
            MostUpcoming = 7,
            DeskPerHalfDay = 6,
            OfficePerHalfDay = 5,
            RoomPerHour = 4,
            CancellationNotice = TimeSpan.FromMinutes(3),
            CheckInOpens = TimeSpan.FromMinutes(2),
            StartTolerance = TimeSpan.FromMinutes(1),
            OfferLasts = TimeSpan.FromMinutes(10),
            RequestLasts = TimeSpan.FromHours(11),
            NoShowDesk = TimeSpan.FromMinutes(61),
            NoShowShortDesk = TimeSpan.FromMinutes(21),
            NoShowRoom = null,
            ShortNotice = TimeSpan.FromMinutes(31),
            EarlyLeave = null,
            EarlyLeaveAtMidday = TimeSpan.FromMinutes(91),
            EarlyLeaveLeast = TimeSpan.FromMinutes(62),
        };
        const string json = """
            {"defaults":{"longestHours":9,"furthestDaysAhead":8,"mostUpcoming":7,"deskPerHalfDay":6,"officePerHalfDay":5,"roomPerHour":4,
            "cancellationNoticeMinutes":3,"checkInOpensMinutes":2,"startToleranceMinutes":1,"offerLastsMinutes":10,"requestLastsHours":11,
            "noShowDeskMinutes":61,"noShowShortDeskMinutes":21,"noShowRoomMinutes":0,"shortNoticeExemptMinutes":31,
            "earlyLeaveMinutes":null,"earlyLeaveMiddayMinutes":91,"earlyLeaveLeastMinutes":62,
            "doorOpensBeforeMinutes":20,"doorClosesAfterMinutes":10,"unlockSeconds":7,"heldOpenWarningSeconds":30,"heldOpenAlarmSeconds":60,"walkIns":1,
            "pirHoldMinutes":12,"mmwaveHoldMinutes":4,"seatHoldMinutes":6,"counterHoldMinutes":1},"sites":{}}
            """;
        var access = new AccessRules
        {
            OpensBefore = TimeSpan.FromMinutes(20),
            ClosesAfter = TimeSpan.FromMinutes(10),
            Unlock = TimeSpan.FromSeconds(7),
            HeldOpenWarning = TimeSpan.FromSeconds(30),
            HeldOpenAlarm = TimeSpan.FromSeconds(60),
            WalkIns = true,
        };

        var presence = new PresenceRules
        {
            PirHold = TimeSpan.FromMinutes(12),
            MmwaveHold = TimeSpan.FromMinutes(4),
            SeatHold = TimeSpan.FromMinutes(6),
            CounterHold = TimeSpan.FromMinutes(1),
        };

        foreach (var document in new[] { Read(json), Read(Read(json).Render()) })
            Assert.Equal((rules, access, presence), (document.RulesFor(Auch), document.AccessFor(Auch), document.PresenceFor(Auch)));
    }

    [Fact]
    public void What_is_rendered_says_what_was_said_and_no_more()
    {
        const string json = """{"sites":{"auch":{"mostUpcoming":null,"longestHours":5}}}""";

        Assert.Equal(
            """{"defaults":{},"sites":{"auch":{"longestHours":5,"mostUpcoming":null}}}""",
            Read(json).Render().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_site_may_tell_its_wireless_network()
    {
        var document = Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(1, """{"defaults":{"wifiName":"Soho Solo","wifiCode":"gers"},"sites":{"auch":{"wifiCode":null},"eauze":{"wifiName":null}}}""")).Document;

        Assert.Equal(new Wifi("Soho Solo", "gers"), document.WifiFor(new SiteId("nogaro")));
        Assert.Equal(new Wifi("Soho Solo", null), document.WifiFor(new SiteId("auch")));
        Assert.Null(document.WifiFor(new SiteId("eauze")));
        Assert.Null(PolicyDocument.Unwritten.WifiFor(new SiteId("nogaro")));
        Assert.Equal(document.Render(), Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(1, document.Render())).Document.Render());
        Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(1, """{"defaults":{"wifiCode":7}}"""));
        Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(1, """{"defaults":{"wifiName":""}}"""));
    }

    [Fact]
    public void What_holds_is_told_of_every_setting_and_writing_it_changes_nothing()
    {
        var document = Read("""{"defaults":{"longestHours":48,"mostUpcoming":null,"houseRules":"Parlez bas."},"sites":{"auch":{"deskPerHalfDay":3,"wifiName":null}}}""");
        var (network, auch) = (document.InForce(null), document.InForce(Auch));

        Assert.Equal(PolicyField.All.Select(field => field.Name).Order(StringComparer.Ordinal), network.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("48", null, "1", "180", "0"), (network["longestHours"], network["mostUpcoming"], network["deskPerHalfDay"], network["furthestDaysAhead"], network["walkIns"]));
        Assert.Equal(("48", "3", "Parlez bas."), (auch["longestHours"], auch["deskPerHalfDay"], auch["houseRules"]));
        Assert.Equal(auch, Read(document.With(null, network)).InForce(Auch));
        Assert.Equal(PolicyDocument.Unwritten.InForce(null), Read(PolicyDocument.Unwritten.With(null, PolicyDocument.Unwritten.InForce(null).Where(said => said.Value is not null).ToDictionary())).InForce(null));
    }

    [Fact]
    public void One_part_is_changed_and_the_others_stay()
    {
        var document = Read("""{"defaults":{"longestHours":48},"sites":{"auch":{"deskPerHalfDay":3},"nogaro":{"walkIns":1}}}""");
        var without = Read(document.With(Auch, new Dictionary<string, string?>()));
        var with = Read(document.With(Auch, new Dictionary<string, string?> { ["mostUpcoming"] = null, ["wifiName"] = "7" }));

        Assert.Empty(without.Written(Auch));
        Assert.DoesNotContain("auch", without.Render(), StringComparison.Ordinal);
        Assert.Equal([new("walkIns", "1")], without.Written(new SiteId("nogaro")));
        Assert.Equal(["mostUpcoming", "wifiName"], with.Written(Auch).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((null, "7", "48"), (with.InForce(Auch)["mostUpcoming"], with.InForce(Auch)["wifiName"], with.InForce(Auch)["longestHours"]));
        Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(1, document.With(Auch, new Dictionary<string, string?> { ["longestHours"] = "viel" })));
        Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(1, document.With(null, new Dictionary<string, string?> { ["longestHours"] = "1.5" })));
    }

    /// <summary>What is told as allowed is what the rules take: both ends are read, and what lies one further is not.</summary>
    [Fact]
    public void A_setting_tells_from_where_to_where_it_may_go()
    {
        Assert.Equal((1, 744), Limits("longestHours"));
        Assert.Equal((5, 3600), Limits("heldOpenAlarmSeconds"));
        Assert.Equal((0, 1), Limits("walkIns"));
        Assert.Equal((0, 1440), Limits("pirHoldMinutes"));
        foreach (var field in PolicyField.All.Where(field => !field.IsText))
        {
            var others = field.Name.StartsWith("heldOpen", StringComparison.Ordinal) ? new Dictionary<string, string?> { ["heldOpenWarningSeconds"] = "5", ["heldOpenAlarmSeconds"] = "3600" } : [];
            foreach (var (number, isRead) in ((int, bool)[])[(field.Least, true), (field.Most, true), (field.Least - 1, false), (field.Most + 1, false)])
            {
                var written = new Dictionary<string, string?>(others) { [field.Name] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                Assert.True(PolicyDocument.Read(1, PolicyDocument.Unwritten.With(null, written)) is PolicyReading.Readable == isRead, $"{field.Name} = {number}");
            }
        }

        static (int, int) Limits(string name) => PolicyField.All.Where(field => field.Name == name).Select(field => (field.Least, field.Most)).Single();
    }

    [Fact]
    public void The_rules_of_the_house_are_the_networks()
    {
        var document = Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(1, """{"defaults":{"houseRulesEdition":3,"houseRules":"Parlez bas.\r\nFermez la porte."}}""")).Document;

        Assert.Equal(new HouseRules(3) { French = "Parlez bas.\nFermez la porte." }, document.HouseRules);
        Assert.Equal(("Parlez bas.\nFermez la porte.", "Parlez bas.\nFermez la porte."), (document.HouseRules.In(Language.Fr), document.HouseRules.In(Language.En)));
        Assert.Equal(document.HouseRules, Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(1, document.Render())).Document.HouseRules);
        Assert.Equal((new HouseRules(), null), (PolicyDocument.Unwritten.HouseRules, PolicyDocument.Unwritten.HouseRules.In(Language.Fr)));
    }

    [Theory]
    [InlineData("""{"sites":{"auch":{"houseRules":"x"}}}""", "sites.auch.houseRules is one for the whole network")]
    [InlineData("""{"sites":{"auch":{"houseRulesEdition":2}}}""", "sites.auch.houseRulesEdition is one for the whole network")]
    [InlineData("""{"defaults":{"houseRulesEdition":0}}""", "The first edition of the rules of the house is 1")]
    [InlineData("""{"defaults":{"wifiName":"a\nb"}}""", "a text of 1 to 64 characters")]
    [InlineData("", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"default":{}}""", "\"default\" is unknown")]
    [InlineData("""{"defaults":7}""", "defaults must be an object")]
    [InlineData("""{"defaults":{"longest":5}}""", "defaults.longest is unknown")]
    [InlineData("""{"defaults":{"longestHours":"5"}}""", "defaults.longestHours must be a whole number")]
    [InlineData("""{"defaults":{"longestHours":1.5}}""", "defaults.longestHours must be a whole number")]
    [InlineData("""{"defaults":{"longestHours":-1}}""", "defaults.longestHours must be a whole number")]
    [InlineData("""{"defaults":{"longestHours":99999999999}}""", "defaults.longestHours must be a whole number")]
    [InlineData("""{"defaults":{"longestHours":null}}""", "defaults.longestHours must be a whole number")]
    [InlineData("""{"defaults":{"mostUpcoming":"none"}}""", "or null for no limit")]
    [InlineData("""{"defaults":{"longestHours":745}}""", "between 1 minute and 31 days, not 745 hours")]
    [InlineData("""{"defaults":{"longestHours":0}}""", "The longest booking must be between")]
    [InlineData("""{"defaults":{"longestHours":5,"longestHours":6}}""", "names something twice")]
    [InlineData("""{"sites":{"auch":{"startToleranceMinutes":61}}}""", "sites.auch: How late a start may still be booked")]
    [InlineData("""{"defaults":{"walkIns":2}}""", "defaults.walkIns must be a whole number from 0 to 1.")]
    [InlineData("""{"defaults":{"walkIns":true}}""", "defaults.walkIns must be a whole number from 0 to 1.")]
    [InlineData("""{"defaults":{"unlockSeconds":0}}""", "How long a door is unlocked must be between")]
    [InlineData("""{"defaults":{"doorOpensBeforeMinutes":1000000}}""", "How long before a booking the door opens")]
    [InlineData("""{"sites":{"auch":{"heldOpenAlarmSeconds":10}}}""", "sites.auch: When an open door is an alarm")]
    [InlineData("""{"defaults":{"pirHoldMinutes":1441}}""", "defaults.pirHoldMinutes must be a whole number from 0 to 1440.")]
    [InlineData("""{"sites":{"paris":{}}}""", "sites.paris: there is no such site")]
    public void A_document_that_is_none_says_why(string json, string problem)
    {
        var read = Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(7, json, [Auch]));

        Assert.Contains(read.Problems, said => said.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var read = Assert.IsType<PolicyReading.Unreadable>(PolicyDocument.Read(7, """{"x":1,"defaults":{"y":2,"longestHours":true}}"""));

        Assert.Equal(3, read.Problems.Count);
    }

    private static PolicyDocument Read(string json) => Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(7, json)).Document;
}
