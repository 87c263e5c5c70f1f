using System.Text;
using Microsoft.Extensions.Configuration;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Settings;
using SohoSolo.Mqtt.Access;
using SohoSolo.Mqtt.Broker;
using Xunit;

namespace SohoSolo.Hub.Tests.Commands;

/// <summary>What <c>sohosolo broker</c> understands, without starting one.</summary>
public sealed class BrokerCommandTests
{
    private const string Listen = "--listen 127.0.0.1:0 ";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "--listen must be given.")]
    [InlineData("--listen", "--listen needs a value.")]
    [InlineData("--listen 1883 --allow-anonymous", "--listen is an address and a port such as 127.0.0.1:1883 or [::]:1883, not '1883'.")]
    [InlineData(Listen, "Nobody could come in: give --users FILE, --client-ca FILE, or --allow-anonymous.")]
    [InlineData(Listen + "--allow-anonymous --allow-anonymous", "--allow-anonymous is given twice.")]
    [InlineData(Listen + "--allow-anonymous yes", "'yes' is no option here; options are --listen, --users, --acl, --store, --tls-certificate, --tls-key, --client-ca, --max-packet, --rate, --queue, --when-full, --metrics, --allow-anonymous.")]
    [InlineData(Listen + "--allow-anonymous --tls-key k.pem", "--tls-certificate and --tls-key belong together.")]
    [InlineData(Listen + "--client-ca ca.pem", "--client-ca needs --tls-certificate and --tls-key.")]
    [InlineData(Listen + "--allow-anonymous --rate fast", "--rate is a number from 1 to 1000000, not 'fast'.")]
    [InlineData(Listen + "--allow-anonymous --rate 1,2,3", "--rate is MESSAGES_PER_SECOND or MESSAGES_PER_SECOND,BURST, not '1,2,3'.")]
    [InlineData(Listen + "--allow-anonymous --max-packet 15", "--max-packet is a number from 16 to 268435455, not '15'.")]
    [InlineData(Listen + "--allow-anonymous --queue 0", "--queue is a number from 1 to 10000000, not '0'.")]
    [InlineData(Listen + "--allow-anonymous --when-full explode", "--when-full is drop-oldest, drop-newest or refuse, not 'explode'.")]
    [InlineData(Listen + "--allow-anonymous --metrics here", "--metrics is an address and a port such as 127.0.0.1:1883 or [::]:1883, not 'here'.")]
    public async Task Bad_use_is_refused_with_one_line_and_exit_code_2(string arguments, string line) =>
        Assert.Equal((2, "", line + "\n"), await Run(["broker", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    [Theory]
    [InlineData("--listen")]
    [InlineData("--store")]
    [InlineData("--users")]
    [InlineData("--tls-certificate")]
    public async Task An_empty_value_is_none(string name) => Assert.Equal((2, "", $"{name} needs a value.\n"), await Run("broker", name, ""));

    [Fact]
    public void Everything_that_may_be_said_is_understood()
    {
        var plan = BrokerPlan.Read(
            "--listen 127.0.0.1:1884 --listen [::1]:0 --users u --acl a --store s --tls-certificate c --tls-key k --client-ca ca --max-packet 1000 --rate 20,60 --queue 5 --when-full refuse --metrics 127.0.0.1:9100".Split(' '));

        Assert.Equal(["127.0.0.1:1884", "[::1]:0"], plan.Listen.Select(address => address.ToString()));
        Assert.Equal(new AccessFileOptions { Users = "u", AccessList = "a" }, plan.Access);
        Assert.Equal(new ClientLimits { MaximumPacketSize = 1000, MessagesPerSecond = 20, Burst = 60, MaximumQueuedMessages = 5 }, plan.Limits);
        Assert.Equal(("s", "c", "k", "ca", QueueFullPolicy.RefusePublish, "127.0.0.1:9100"), (plan.Store, plan.Certificate, plan.Key, plan.ClientAuthorities, plan.WhenFull, plan.Metrics?.ToString()));
    }

    [Fact]
    public void Without_a_rate_there_is_no_limit() =>
        Assert.Equal(new ClientLimits(), BrokerPlan.Read((Listen + "--allow-anonymous").Split(' ')).Limits);

    [Fact]
    public async Task Files_that_cannot_be_used_end_with_exit_code_1_and_one_line()
    {
        var (code, _, error) = await Run("broker", "--listen", "127.0.0.1:0", "--users", "/nowhere/users");
        Assert.Equal(1, code);
        Assert.StartsWith("The broker cannot run: /nowhere/users cannot be read: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "anne:secret\n", Stop);
        Assert.Equal((1, "", $"The broker cannot run: {file}, line 1: the password is not hashed; 'mosquitto_passwd -U FILE' hashes a whole file\n"), await Run("broker", "--listen", "127.0.0.1:0", "--users", file));
        Assert.Equal(1, (await Run("broker", "--listen", "127.0.0.1:0", "--allow-anonymous", "--tls-certificate", file, "--tls-key", file)).Code);
        File.Delete(file);
    }

    [Fact]
    public async Task A_password_on_standard_input_becomes_a_line_for_the_users_file()
    {
        var (code, line, _) = await Password("mot de passe\n", "anne", "--iterations", "10");

        Assert.Equal(0, code);
        Assert.StartsWith("anne:$7$10$", line, StringComparison.Ordinal);
        Assert.True(UserFile.Parse(line).Verify("anne", Encoding.UTF8.GetBytes("mot de passe")));
    }

    [Theory]
    [InlineData("secret\n", "", "Usage: sohosolo broker password NAME [--iterations 50000]\n")]
    [InlineData("", "anne", "A password is needed: one line on standard input.\n")]
    [InlineData("secret\n", "an:ne", "'an:ne' cannot be used: a user's name cannot hold a colon.\n")]
    [InlineData("secret\n", "anne --iterations 0", "--iterations is a number from 1 to 2000000, not '0'.\n")]
    public async Task A_password_that_cannot_be_used_is_refused(string input, string arguments, string says) =>
        Assert.Equal((2, "", says), await Password(input, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static async Task<(int Code, string Out, string Error)> Password(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var typed = new StringReader(input);
        var line = new CommandLine(arguments, new HubSettings(), TimeProvider.System, output, error);
        var code = await BrokerPasswordCommand.Run(line, typed, Stop);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The hub's settings are wrong on purpose: the broker has none of them.</summary>
    private static async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var sources = new ConfigurationBuilder().AddInMemoryCollection([new("SOHOSOLO:DATABASE", "nonsense")]).Build();
        var code = await CommandTable.Run(arguments, sources, output, error, Stop);
        return (code, output.ToString(), error.ToString());
    }
}
