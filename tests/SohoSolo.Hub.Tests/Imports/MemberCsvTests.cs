using System.Text;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Imports;

public sealed class MemberCsvTests
{
    private const string Header = "name,email,phone,commune,country,role,keeps";

    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);

    private static readonly Network Network = new()
    {
        PolicyVersion = 0,
        Policy = "{}",
        Sites = Data.Sites.ToDictionary(site => site.Id, site => site.ToTelecentre(new())),
        Communities = new Dictionary<string, Community>(),
        Communes = Data.Communes.ToDictionary(row => row.Commune.InseeCode, row => row.Commune),
    };

    [Fact]
    public void A_good_row_becomes_a_member()
    {
        var plan = Read($"{Header}\n Claire Lafont ,claire@example.org,05 36 49 00 01,32296,,keeper,nogaro auch\n");

        Assert.Empty(plan.Rejections);
        var member = Assert.Single(plan.Accepted).ToMember(new MemberId("m"), DateTimeOffset.UnixEpoch);
        Assert.Equal(("Claire Lafont", "claire@example.org", "+33536490001", "32296", null, Role.Keeper), (member.Name, member.Email, member.Phone, member.Commune, member.Country, member.Role));
        Assert.Equal([new SiteId("auch"), new SiteId("nogaro")], member.Keeps);
    }

    [Theory]
    [InlineData("nom;courriel;téléphone;code insee\nClaire Lafont;claire@example.org;0536490001;32296\n")]
    [InlineData("Name\tE-Mail\tPhone\tCommune\r\nClaire Lafont\tclaire@example.org\t+33 5 36 49 00 01\t32296\r\n")]
    [InlineData("\uFEFF\"name\",\"email\",\"phone\",\"commune\"\n\"Claire Lafont\",\"claire@example.org\",\"0033536490001\",\"32296\"")]
    public void Separators_marks_and_languages_of_the_header_are_forgiven(string text)
    {
        var plan = Read(text);

        Assert.Empty(plan.Rejections);
        var draft = Assert.Single(plan.Accepted);
        Assert.Equal(("Claire Lafont", "claire@example.org", "+33536490001", "32296", 2), (draft.Name, draft.Email, draft.Phone, draft.Commune, draft.Line));
    }

    [Theory]
    [InlineData(",a@example.org,,32296,,,", "line 2, name: is needed")]
    [InlineData("\u200B\uFEFF,a@example.org,,32296,,,", "line 2, name: is needed")]
    [InlineData("A,a.example.org,,32296,,,", "line 2, email: 'a.example.org' is no e-mail address")]
    [InlineData("A,a@b@example.org,,32296,,,", "line 2, email: 'a@b@example.org' is no e-mail address")]
    [InlineData("A,a@example.org,12,32296,,,", "line 2, phone: '12' is no phone number; write it like 05 62 00 00 00 or +33562000000")]
    [InlineData("A,a@example.org,,32999,,,", "line 2, commune: '32999' is no INSEE code of the network's communes; for a home elsewhere give the country alone")]
    [InlineData("A,a@example.org,,,Espagne,,", "line 2, country: 'Espagne' is no country code of two letters (ISO 3166-1), such as FR or ES")]
    [InlineData("A,a@example.org,,,XX,,", "line 2, country: 'XX' is no country code of two letters (ISO 3166-1), such as FR or ES")]
    [InlineData("A,a@example.org,,,,,", "line 2, commune: give the home commune's INSEE code, or the country of a home elsewhere")]
    [InlineData("A,a@example.org,,32296,ES,,", "line 2, country: ES contradicts the French commune 32296")]
    [InlineData("A,a@example.org,,32296,,admin,", "line 2, role: 'admin' is no role; roles are member, keeper, chamber")]
    [InlineData("A,a@example.org,,32296,,keeper,", "line 2, keeps: a keeper needs at least one site to keep")]
    [InlineData("A,a@example.org,,32296,,keeper,paris", "line 2, keeps: 'paris' is no site of the network")]
    [InlineData("A,a@example.org,,32296,,,nogaro", "line 2, keeps: only a keeper keeps sites")]
    [InlineData("A,a@example.org,32296", "line 2: has 3 fields where the header has 7")]
    [InlineData("A,a@example.org,,32296,,,,", "line 2: has 8 fields where the header has 7")]
    [InlineData("\"A,a@example.org,,32296,,,", "line 2: has a quotation mark that does not close, or a line break inside a field")]
    [InlineData("A\u0007B,a@example.org,,32296,,,", "line 2, name: contains a control character")]
    [InlineData("A\u202EB,a@example.org,,32296,,,", "line 2, name: contains a control character")]
    public void A_bad_row_is_named_with_line_column_and_reason(string row, string report)
    {
        var plan = Read($"{Header}\n{row}\n");

        Assert.Empty(plan.Accepted);
        Assert.Equal([report], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_said_at_once_and_good_rows_stay_good()
    {
        var plan = Read($"{Header}\nA,a@example.org,,32296,,,\nB,b,1,2,3,,\nC,A@Example.org,,32013,,,\n\nD,d@example.org,,32013,,,\n");

        Assert.Equal(["A", "D"], plan.Accepted.Select(draft => draft.Name));
        Assert.Equal(6, plan.Accepted[1].Line);
        Assert.Equal(
            [
                "line 3, email: 'b' is no e-mail address",
                "line 3, phone: '1' is no phone number; write it like 05 62 00 00 00 or +33562000000",
                "line 3, commune: '2' is no INSEE code of the network's communes; for a home elsewhere give the country alone",
                "line 3, country: '3' is no country code of two letters (ISO 3166-1), such as FR or ES",
                "line 4, email: 'A@Example.org' is on line 2 already",
            ],
            plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Fact]
    public void An_address_that_a_member_has_is_rejected_whatever_its_capitals()
    {
        var plan = Read($"{Header}\nA,a@example.org,,32296,,,\nB,B@Example.org,,32296,,,\n")
            .Against(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "b@example.org" });

        Assert.Equal(["A"], plan.Accepted.Select(draft => draft.Name));
        Assert.Equal(["line 3, email: 'B@Example.org' belongs to a member already"], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Theory]
    [InlineData("", "file: is empty")]
    [InlineData("  \n", "file: is empty")]
    [InlineData("email\na@example.org\n", "line 1, name: is missing from the header")]
    [InlineData("name,e-mial\nA,a@example.org\n", "line 1, e-mial: is no known column; known are name, email, phone, commune, country, role, keeps")]
    [InlineData("name,email,courriel\nA,a@example.org,\n", "line 1, courriel: gives the column email a second time")]
    public void A_header_that_cannot_be_trusted_stops_the_file(string text, string report)
    {
        var plan = Read(text);

        Assert.Empty(plan.Accepted);
        Assert.Equal([report], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Fact]
    public void A_line_that_is_not_UTF8_is_named()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes("name,commune\nA,32296\nAd"), 0xE8, .. Encoding.UTF8.GetBytes("le,32296\nB,32296\n")];

        var plan = MemberCsv.Read(new MemoryStream(latin), Network);

        Assert.Equal(["A", "B"], plan.Accepted.Select(draft => draft.Name));
        Assert.Equal(["line 3: is not UTF-8; save the file as CSV UTF-8"], plan.Rejections.Select(rejection => rejection.ToString()));
    }

    [Fact]
    public void Size_lines_and_rows_have_limits()
    {
        Assert.Equal("file: is larger than 1048576 bytes; import it in parts", Only(new string('x', CsvSheet.MostBytes + 1)));
        Assert.Equal("line 2: is longer than 8192 bytes", Only($"name,commune\n{new string('x', CsvSheet.MostLineBytes)},32296\n"));
        Assert.Equal(
            "line 2002: is past the 2000 lines that one import may have; import it in parts",
            Only("name,commune\n" + string.Concat(Enumerable.Repeat("A,32296\n", CsvSheet.MostRows + 1))));

        static string Only(string text) => Assert.Single(Read(text).Rejections).ToString();
    }

    private static ImportPlan<MemberDraft> Read(string text) => MemberCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), Network);
}
