using System.Text;
using SohoSolo.Core;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Imports;
using Xunit;

namespace SohoSolo.Hub.Tests.Imports;

public sealed class SiteCsvTests
{
    private const string Header = "site_id,name,insee_code,lat,lon,desks,private_offices,meeting_rooms,meeting_room_seats,open_weekdays,access_from,access_to,timezone,half_day_boundary,leases,equipment";

    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);

    [Fact]
    public void The_networks_own_file_is_read_whole()
    {
        var plan = SiteCsv.Read(File.OpenRead(Path.Combine(ReferenceData.Folder, "sites.csv")), Communes, new HashSet<SiteId>());

        Assert.Empty(plan.Rejections);
        Assert.Equal(8, plan.Accepted.Count);
    }

    [Fact]
    public void Its_own_boundary_and_hours_until_midnight_can_be_given()
    {
        var plan = Read("riscle,Riscle,32344,43.66,-0.08,2,0,1,6,1;3;6,08:00,24:00,Europe/Paris,12:30,oui,wifi;screen");

        Assert.Empty(plan.Rejections);
        var site = plan.Accepted[0].ToTelecentre(new());
        Assert.Equal(["riscle-desk-1", "riscle-desk-2", "riscle-room-1"], site.Spaces.Select(space => space.Id.Value));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Saturday], site.Calendar.Hours.Week.Keys.Order());
        Assert.Equal(new TimeOnly(12, 30), site.Calendar.HalfDayBoundary);
        Assert.Equal("200035632", site.Community);
        Assert.True(site.Leases);
    }

    [Theory]
    [InlineData("Riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, site_id: is made of 2 to 30 small letters, digits and hyphens, and starts with a letter")]
    [InlineData("new,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, site_id: cannot be 'new'")]
    [InlineData("riscle,,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, name: is needed")]
    [InlineData("riscle,R,99999,43,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, insee_code: '99999' is no INSEE code of the network's communes")]
    [InlineData("riscle,R,32344,143,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, lat: '143', '0' is no place in degrees, such as 43.65327, 0.57496")]
    [InlineData("riscle,R,32344,43,0,-1,1,0,,1-5,08:00,18:00,,,,", "line 2, desks: '-1' is no number from 0 to 200")]
    [InlineData("riscle,R,32344,43,0,0,0,0,,1-5,08:00,18:00,,,,", "line 2, desks: the site has no place at all")]
    [InlineData("riscle,R,32344,43,0,1,0,2,8,1-5,08:00,18:00,,,,", "line 2, meeting_room_seats: gives seats for 1 rooms where meeting_rooms says 2")]
    [InlineData("riscle,R,32344,43,0,1,0,1,zero,1-5,08:00,18:00,,,,", "line 2, meeting_room_seats: 'zero' has something that is no number of seats from 1 to 500")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,5-1,08:00,18:00,,,,", "line 2, open_weekdays: '5-1' is no set of ISO weekdays, such as 1-5 or 1;3;5")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,,08:00,18:00,,,,", "line 2, open_weekdays: is needed: the ISO weekdays on which the site is open, such as 1-5")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,8h,18:00,,,,", "line 2, access_from: '8h' is no clock time, such as 08:30")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,18:00,08:00,,,,", "line 2, access_to: '08:00' is not after access_from")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,Europe/Riscle,,,", "line 2, timezone: 'Europe/Riscle' is not the name of an IANA time zone, such as Europe/Paris")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,00:00,,", "line 2, half_day_boundary: leaves no morning")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,perhaps,", "line 2, leases: 'perhaps' is neither yes nor no")]
    [InlineData("riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,Écran", "line 2, equipment: 'Écran' is no word of small letters, digits and hyphens")]
    [InlineData("auch,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,", "line 2, site_id: 'auch' is a site of the network already")]
    public void A_bad_row_is_named_with_line_column_and_reason(string row, string report)
    {
        var plan = Read(row);

        Assert.Empty(plan.Accepted);
        Assert.Equal([report], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Fact]
    public void A_site_given_twice_is_taken_once()
    {
        var row = "riscle,R,32344,43,0,1,0,0,,1-5,08:00,18:00,,,,";

        var plan = Read($"{row}\n{row}");

        Assert.Single(plan.Accepted);
        Assert.Equal(["line 3, site_id: 'riscle' is on line 2 already"], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    private static Dictionary<string, Core.Sites.Commune> Communes => Data.Communes.ToDictionary(row => row.Commune.InseeCode, row => row.Commune);

    private static ImportPlan<SiteDraft> Read(string rows) =>
        SiteCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{rows}\n")), Communes, new HashSet<SiteId> { new("auch") });
}
