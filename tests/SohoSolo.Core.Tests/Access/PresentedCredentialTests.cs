using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Core.Access;
using Xunit;

namespace SohoSolo.Core.Tests.Access;

public sealed class PresentedCredentialTests
{
    [Theory]
    [InlineData("mifare-uid", "04A20B1C2D3E80", "mifare-uid:04A20B1C2D3E80")]
    [InlineData("mifare-uid", "04a20b1c2d3e80", "mifare-uid:04A20B1C2D3E80")]
    [InlineData("mifare-uid", "BA839D07", "mifare-uid:BA839D07")]
    [InlineData("mifare-uid", "74-10-37-94", "mifare-uid:74103794")]
    [InlineData("mifare-uid", "04:A2:0B:1C:2D:3E:80", "mifare-uid:04A20B1C2D3E80")]
    [InlineData("mifare-uid", "04 a2 0b 1c 2d 3e 80", "mifare-uid:04A20B1C2D3E80")]
    [InlineData("mifare-uid", "53BB1F05110001", "mifare-uid:53BB1F05110001")]
    [InlineData("mifare-uid", "00112233445566778899", "mifare-uid:00112233445566778899")]
    [InlineData("em4100", "0100743808", "em4100:0100743808")]
    [InlineData("em4100", "008EC793", "em4100:008EC793")]
    [InlineData("wiegand-26", "12ab34", "wiegand-26:12AB34")]
    [InlineData("wiegand-34", "12AB34CD", "wiegand-34:12AB34CD")]
    [InlineData("pin", "012345", "pin:012345")]
    [InlineData("pin", "0123456789", "pin:0123456789")]
    [InlineData("pass", "TC1.1.eyJ9.c2ln", "pass:TC1.1.eyJ9.c2ln")]
    public void The_same_credential_has_one_form_from_every_family(string kind, string text, string canonical) =>
        Assert.Equal(canonical, PresentedCredential.Read(kind, text)?.Canonical);

    [Theory]
    [InlineData(null, "04A20B1C")]
    [InlineData("", "04A20B1C")]
    [InlineData("mifare", "04A20B1C")]
    [InlineData("MIFARE-UID", "04A20B1C")]
    [InlineData("mifare-uid", null)]
    [InlineData("mifare-uid", "")]
    [InlineData("mifare-uid", "04A20B1")]
    [InlineData("mifare-uid", "04A20B1C2D")]
    [InlineData("mifare-uid", "04A20B1C2D3E80FF")]
    [InlineData("mifare-uid", "4-A2-0B-1C")]
    [InlineData("mifare-uid", "04-A20B1C")]
    [InlineData("mifare-uid", "04--A2-0B-1C")]
    [InlineData("mifare-uid", "04-A2-0B-1C-")]
    [InlineData("mifare-uid", "04A20B1G")]
    [InlineData("mifare-uid", "04A20B1C\0")]
    [InlineData("mifare-uid", "０４Ａ２０Ｂ１Ｃ")]
    [InlineData("em4100", "74380D")]
    [InlineData("wiegand-26", "12AB34CD")]
    [InlineData("wiegand-34", "12AB34")]
    [InlineData("pin", "12345")]
    [InlineData("pin", "01234567890")]
    [InlineData("pin", "12345a")]
    [InlineData("pin", "١٢٣٤٥٦")]
    [InlineData("pass", "TC2.1.eyJ9.c2ln")]
    [InlineData("pass", "tc1.1.eyJ9.c2ln")]
    [InlineData("pass", "TC1.1.eyJ9.c2 n")]
    [InlineData("pass", "TC1.1.é.c2ln")]
    public void What_is_no_credential_of_that_kind_is_none(string? kind, string? text) => Assert.Null(PresentedCredential.Read(kind, text));

    [Fact]
    public void A_pass_has_an_end()
    {
        var longest = "TC1." + new string('a', PresentedCredential.LongestPass - 4);

        Assert.NotNull(PresentedCredential.Read("pass", longest));
        Assert.Null(PresentedCredential.Read("pass", longest + "a"));
    }

    [Fact]
    public void It_never_shows_itself() => Assert.Equal("pin", $"{PresentedCredential.Read("pin", "123456")}");

    [Fact]
    public void Bytes_written_in_any_way_are_the_same_badge_and_others_another()
    {
        var bytes = Gen.Elements(4, 7, 10).SelectMany(count => Gen.ListOf(Gen.Choose(0, 255), count)).Select(list => list.Select(n => (byte)n).ToArray());
        var written = from uid in bytes from separator in Gen.Elements("", "-", ":", " ") from upper in Gen.Elements(true, false) select (uid, separator, upper);
        Runs.Hold(Arb.From(Gen.Zip(written, bytes, (one, other) => (one, other))), pair =>
        {
            var ((uid, separator, upper), other) = pair;
            var text = string.Join(separator, uid.Select(one => one.ToString(upper ? "X2" : "x2", System.Globalization.CultureInfo.InvariantCulture)));
            var read = PresentedCredential.Read("mifare-uid", text);
            return read?.Value == Convert.ToHexString(uid) && (read == PresentedCredential.Read("mifare-uid", Convert.ToHexString(other))) == uid.SequenceEqual(other);
        });
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_what_is_read_reads_the_same_again()
    {
        var letters = Gen.OneOf(Gen.Elements("0123456789abcdefABCDEF-: TC1.".ToCharArray()), Gen.Choose(0, 0xFFFF).Select(code => (char)code));
        var texts = Gen.Choose(0, 45).SelectMany(count => Gen.ListOf(letters, count)).Select(list => string.Concat(list));
        Runs.Hold(Arb.From(texts), text => Enum.GetValues<CredentialKind>().All(kind =>
        {
            var word = PresentedCredential.Word(kind);
            return PresentedCredential.Read(word, text) is not { } read || (read.Kind == kind && read == PresentedCredential.Read(word, read.Value));
        }), cases: 1000);
    }
}
