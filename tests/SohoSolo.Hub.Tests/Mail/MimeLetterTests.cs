using System.Text;
using System.Text.RegularExpressions;
using SohoSolo.Hub.Mail.Mime;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Whatever people call themselves, their places and their purposes: a message keeps its headers, its lines and its letters.</summary>
public sealed partial class MimeLetterTests
{
    private static readonly Sender From = new("Télécentres du Gers", "contact@example.org");

    private static readonly string[] Own =
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Language", "Content-Type"];

    [Theory]
    [InlineData("Poste 2\r\nBcc: eve@example.org")]
    [InlineData("Poste 2\nBcc: eve@example.org")]
    [InlineData("Poste 2\rBcc: eve@example.org\r\n\r\n<script>")]
    [InlineData("Poste 2\u2028Bcc: eve@example.org")]
    [InlineData("Salle « Élan » – été, œuvre et cætera 🪑")]
    [InlineData("=?utf-8?B?QmNjOiBldmU=?=")]
    [InlineData("Anne \"B\\\" <eve@example.org>,")]
    [InlineData("a")]
    public void No_name_breaks_a_header(string name)
    {
        var letter = Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99") with { Subject = name };

        var head = Head(MimeMessage.Write(letter, name, From));

        Assert.Equal(Own, head.Select(header => header.Name));
        Assert.Equal(EncodedWords.Clean(name), Decode(head.Single(header => header.Name == "Subject").Value));
        Assert.EndsWith("<anne@example.org>", head.Single(header => header.Name == "To").Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(2000)]
    public void No_line_is_longer_than_mail_allows(int length)
    {
        var longest = string.Concat(Enumerable.Repeat("é", length));
        var letter = Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99") with { Subject = longest, Text = longest, Html = new string('a', length) };

        var message = Encoding.ASCII.GetString(MimeMessage.Write(letter, longest, From));

        Assert.All(message.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotMatch("[^\r]\n|\r[^\n]", message);
        Assert.Equal(longest, Decode(Head(Encoding.ASCII.GetBytes(message)).Single(header => header.Name == "Subject").Value));
    }

    /// <summary>Unfolded, as RFC 5322 has it.</summary>
    private static List<(string Name, string Value)> Head(byte[] message)
    {
        var text = Encoding.ASCII.GetString(message);
        var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        return [.. head.Split("\r\n").Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]))];
    }

    /// <summary>By RFC 2047: blanks between encoded words are none.</summary>
    private static string Decode(string value) =>
        Word().Replace(Between().Replace(value, "?==?"), word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"\?= =\?")]
    private static partial Regex Between();
}
