using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Smtp;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Messages to a real server on loopback, which refuses, and drops the line, at every step.</summary>
public sealed class SmtpTests
{
    private static readonly Sender From = new("Soho Solo", "contact@example.org");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Letter Letter => Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99");

    [Fact]
    public async Task A_message_arrives_whole_and_several_go_over_one_line()
    {
        using var server = new SmtpServer();
        await using var transport = Transport(server);

        await transport.Deliver(Letter, "Anne \"B\"\r\nBcc: eve@example.org", Stop, Stop);
        await transport.Deliver(Letter with { Id = "019aa3c0b7f47d0c9d5d0a4b8e1c2f98", To = "bruno@example.org" }, null, Stop, Stop);
        await transport.Rest();

        Assert.Equal(2, server.Taken.Count);
        Assert.Equal(1, server.Connections);
        var first = server.Taken.First();
        var head = first[..first.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.Contains("Message-ID: <019aa3c0b7f47d0c9d5d0a4b8e1c2f99@example.org>", head);
        Assert.Contains("Auto-Submitted: auto-generated", head);
        Assert.Contains("Date: Mon, 23 Nov 2026 07:55:00 +0000", head);
        Assert.DoesNotContain(head, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.All(first.Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(char.IsAscii), line));
        Assert.Contains("\r\n=2E\r\n=46rom here\r\n", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT", "554 no service", DeliveryTrouble.Down)]
    [InlineData("CONNECT", "", DeliveryTrouble.Down)]
    [InlineData("CONNECT", "hello", DeliveryTrouble.Down)]
    [InlineData("EHLO", "421 not now", DeliveryTrouble.Down)]
    [InlineData("EHLO", "", DeliveryTrouble.Down)]
    [InlineData("MAIL", "550 not you", DeliveryTrouble.Down)]
    [InlineData("MAIL", "", DeliveryTrouble.Down)]
    [InlineData("RCPT", "550 5.1.1 no such user", DeliveryTrouble.Refused)]
    [InlineData("RCPT", "550 <anne@example.org>: unknown in the table of recipients (to=anne@example.org)", DeliveryTrouble.Refused)]
    [InlineData("RCPT", "450 come back later", DeliveryTrouble.Later)]
    [InlineData("RCPT", "421 closing", DeliveryTrouble.Down)]
    [InlineData("RCPT", "", DeliveryTrouble.Down)]
    [InlineData("DATA", "452 full", DeliveryTrouble.Later)]
    [InlineData("DATA", "554 no", DeliveryTrouble.Refused)]
    [InlineData("DATA", "", DeliveryTrouble.Down)]
    [InlineData(".", "451 try again", DeliveryTrouble.Later)]
    [InlineData(".", "550-it looks\r\n550 like spam", DeliveryTrouble.Refused)]
    [InlineData(".", "", DeliveryTrouble.Uncertain)]
    public async Task Each_refusal_and_each_broken_line_says_what_becomes_of_the_message(string at, string answer, object trouble)
    {
        using var server = new SmtpServer { Answers = word => word == at ? answer : null };
        await using var transport = Transport(server);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letter, null, Stop, Stop));

        Assert.Equal(trouble, failed.Trouble);
        Assert.DoesNotContain('\n', failed.Message);
        Assert.DoesNotContain(Letter.To, failed.Message, StringComparison.Ordinal);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task Where_it_must_be_secured_a_message_goes_under_STARTTLS_or_not_at_all()
    {
        using var certificate = Certificates.For("127.0.0.1");
        var file = Certificates.FileOf(certificate);
        using var offering = new SmtpServer { Certificate = certificate };
        using var plain = new SmtpServer();
        await using var trusting = new SmtpTransport(new MailSetting.Server("127.0.0.1", offering.Port, false, null, null) { Authority = file }, From);
        await using var refused = new SmtpTransport(new MailSetting.Server("127.0.0.1", plain.Port, false, null, null) { Authority = file }, From);

        await trusting.Deliver(Letter, null, Stop, Stop);
        var failed = await Assert.ThrowsAsync<DeliveryException>(() => refused.Deliver(Letter, null, Stop, Stop));
        File.Delete(file);

        Assert.Equal((1, 1), (offering.Secured, offering.Taken.Count));
        Assert.Equal(DeliveryTrouble.Down, failed.Trouble);
        Assert.Contains("STARTTLS", failed.Message, StringComparison.Ordinal);
        Assert.Empty(plain.Taken);
    }

    private static SmtpTransport Transport(SmtpServer server) => new(new MailSetting.Server("127.0.0.1", server.Port, false, null, null), From);
}
