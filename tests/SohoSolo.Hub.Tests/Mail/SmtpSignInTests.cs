using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Smtp;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Servers that want to know who we are, that speak TLS from the first byte, that are slow, or that fall silent.</summary>
public sealed class SmtpSignInTests
{
    private const string User = "post";
    private const string Password = "geheim è";

    private static readonly Sender From = new("Soho Solo", "contact@example.org");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Letter Letter => Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99");

    [Theory]
    [InlineData("PLAIN LOGIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5 PLAIN")]
    public async Task It_signs_in_the_way_that_the_server_offers(string ways)
    {
        using var server = new SmtpServer { SignsIn = ways, IsSlow = true };
        await using var transport = To(server, Password);

        await transport.Deliver(Letter, null, Stop, Stop);

        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData("PLAIN", "wrong", "535")]
    [InlineData("LOGIN", "wrong", "535")]
    [InlineData("CRAM-MD5", Password, "no sign-in that is known")]
    public async Task Where_it_is_not_let_in_nothing_is_sent_and_the_password_is_not_told(string ways, string password, string says)
    {
        using var server = new SmtpServer { SignsIn = ways };
        await using var transport = To(server, password);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letter, null, Stop, Stop));

        Assert.Equal(DeliveryTrouble.Down, failed.Trouble);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, failed.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task It_speaks_TLS_from_the_first_byte_and_signs_in_under_it()
    {
        using var certificate = Certificates.For("127.0.0.1");
        var file = Certificates.FileOf(certificate);
        using var server = new SmtpServer { Certificate = certificate, IsSecuredAtOnce = true, SignsIn = "PLAIN" };
        await using var transport = new SmtpTransport(new MailSetting.Server("127.0.0.1", server.Port, true, User, Password) { Authority = file }, From);

        await transport.Deliver(Letter, null, Stop, Stop);
        File.Delete(file);

        Assert.Equal((1, 1), (server.Secured, server.Taken.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_with_anothers_certificate_gets_neither_message_nor_password(bool atOnce)
    {
        using var certificate = Certificates.For("mail.example.org");
        var file = Certificates.FileOf(certificate);
        using var server = new SmtpServer { Certificate = certificate, IsSecuredAtOnce = atOnce, SignsIn = "PLAIN" };
        await using var transport = new SmtpTransport(new MailSetting.Server("127.0.0.1", server.Port, atOnce, User, Password) { Authority = file }, From);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letter, null, Stop, Stop));
        File.Delete(file);

        Assert.Equal(DeliveryTrouble.Down, failed.Trouble);
        Assert.Empty(server.Taken);
    }

    [Theory]
    [InlineData("CONNECT", "220-a ser")]
    [InlineData("EHLO", "250-here\r\n250-SI")]
    [InlineData("MAIL", "25")]
    [InlineData("RCPT", "250 o")]
    [InlineData("DATA", "3")]
    public async Task A_line_that_is_cut_in_the_middle_of_an_answer_leaves_the_message_to_be_sent(string at, string begun)
    {
        using var server = new SmtpServer { Answers = word => word == at ? $"{begun}{SmtpServer.Cut}" : null };
        await using var transport = To(server);

        Assert.Equal(DeliveryTrouble.Down, (await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letter, null, Stop, Stop))).Trouble);
    }

    [Fact]
    public async Task A_line_that_is_cut_in_the_last_answer_leaves_it_unknown()
    {
        using var server = new SmtpServer { Answers = word => word == "." ? $"250 tak{SmtpServer.Cut}" : null };
        await using var transport = To(server);

        Assert.Equal(DeliveryTrouble.Uncertain, (await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letter, null, Stop, Stop))).Trouble);
    }

    /// <summary>The clock is moved by hand: the pipeline gives each try its time, and tries twice more.</summary>
    [Theory]
    [InlineData("CONNECT")]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    public async Task A_server_that_falls_silent_is_given_up_in_time(string at)
    {
        using var server = new SmtpServer { Answers = word => word == at ? SmtpServer.Silence : null };
        await using var transport = To(server);
        var clock = new ManualClock(RunningHub.MondayMorning);
        var pipeline = new MailPipeline(clock);
        var trying = pipeline.Try(async patience => await transport.Deliver(Letter, null, Stop, patience)).AsTask();
        await Patience.Until(
            () =>
            {
                if (server.Connections > 0) clock.Advance(TimeSpan.FromSeconds(5));
                return Task.FromResult(trying.IsCompleted);
            },
            TimeSpan.FromSeconds(30),
            () => "It was still trying.",
            Stop);

        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => trying);
        Assert.InRange(server.Connections, 1, 3);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task After_three_failures_in_a_row_nothing_is_tried_until_the_break_is_over()
    {
        var clock = new ManualClock(RunningHub.MondayMorning);
        var pipeline = new MailPipeline(clock);
        var tries = 0;
        var trying = pipeline.Try(_ => throw new DeliveryException(DeliveryTrouble.Down, $"down {++tries}")).AsTask();
        await Patience.Until(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(300));
            return Task.FromResult(trying.IsCompleted);
        }, TimeSpan.FromSeconds(30), () => "It was still trying.", Stop);

        await Assert.ThrowsAnyAsync<Exception>(() => trying);
        Assert.Equal((3, true), (tries, pipeline.IsOpen));

        clock.Advance(TimeSpan.FromMinutes(6));
        await pipeline.Try(_ => ValueTask.CompletedTask);
        Assert.False(pipeline.IsOpen);
    }

    private static SmtpTransport To(SmtpServer server, string? password = null) =>
        new(new MailSetting.Server("127.0.0.1", server.Port, false, password is null ? null : User, password), From);
}
