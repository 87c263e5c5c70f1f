using System.Text;
using SohoSolo.Mqtt.Access;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Access;

public sealed class UserFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_file_of_mosquitto_passwd_is_read()
    {
        await MosquittoClients.WriteUsers(file, ("anne", "secret"), ("Bob Smith", "mot de passe à clé"), ("bob", "p w"));

        var users = UserFile.Read(file);

        Assert.Equal(3, users.Count);
        Assert.True(Verify(users, "anne", "secret"));
        Assert.True(Verify(users, "Bob Smith", "mot de passe à clé"));
        Assert.False(Verify(users, "anne", "Secret"));
        Assert.False(Verify(users, "anne", ""));
        Assert.False(Verify(users, "Anne", "secret"));
        Assert.False(Verify(users, "stranger", "secret"));
    }

    [Fact]
    public async Task Mosquitto_lets_in_whom_our_line_names()
    {
        await File.WriteAllTextAsync(file, UserFile.Entry("anne", "secret", 1000) + "\n", TestContext.Current.CancellationToken);
        await using var mosquitto = await MosquittoBroker.Start(new BrokerOptions { Users = file, AllowAnonymous = false }, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await new MosquittoClients(mosquitto.Port, "5", "-u", "anne", "-P", "secret").Publish("-t", "t", "-m", "m")).ExitCode);
        Assert.NotEqual(0, (await new MosquittoClients(mosquitto.Port, "5", "-u", "anne", "-P", "wrong").Publish("-t", "t", "-m", "m")).ExitCode);
    }

    [Fact]
    public void A_line_made_here_is_read_here_and_salted_anew_each_time()
    {
        var line = UserFile.Entry("pir-1", "pass:word$7$", 10);

        Assert.StartsWith("pir-1:$7$10$", line, StringComparison.Ordinal);
        Assert.True(Verify(UserFile.Parse(line), "pir-1", "pass:word$7$"));
        Assert.NotEqual(line, UserFile.Entry("pir-1", "pass:word$7$", 10));
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("")]
    [InlineData("#a")]
    [InlineData(" a")]
    [InlineData("a\nb")]
    public void A_name_that_cannot_stand_in_a_line_is_refused(string name) => Assert.Throws<ArgumentException>(() => UserFile.Entry(name, "x", 10));

    [Theory]
    [InlineData("anne:secret", "the password is not hashed; 'mosquitto_passwd -U FILE' hashes a whole file")]
    [InlineData("anne", "a line is NAME:$7$ITERATIONS$SALT$HASH")]
    [InlineData(":$7$1$AAAA$AAAA", "a user needs a name")]
    [InlineData("old:$6$c2FsdHNhbHQ=$aGFzaA==", "the hash is of the old kind $6$ (one round of SHA-512); make it again with mosquitto_passwd")]
    [InlineData("anne:$7$0$c2FsdHNhbHQ=$aGFzaA==", "the iterations must be a number from 1 to 2000000")]
    [InlineData("anne:$7$2000001$c2FsdHNhbHQ=$aGFzaA==", "the iterations must be a number from 1 to 2000000")]
    [InlineData("anne:$7$99999999999999$c2FsdHNhbHQ=$aGFzaA==", "the iterations must be a number from 1 to 2000000")]
    [InlineData("anne:$7$101$c2FsdHNhbHQ=$aGFzaA==", "salt and hash must be base64, the salt of 8 bytes at least, the hash of 64")]
    [InlineData("anne:$7$101$***$aGFzaA==", "salt and hash must be base64, the salt of 8 bytes at least, the hash of 64")]
    public void A_wrong_line_is_named_and_never_repeated(string line, string says)
    {
        var refused = Assert.Throws<AccessFileException>(() => UserFile.Parse($"# users\n\n{line}\n"));

        Assert.Equal($"users, line 3: {says}", refused.Message);
    }

    [Fact]
    public void A_user_stands_there_once()
    {
        var line = UserFile.Entry("anne", "x", 10);

        Assert.Equal("users, line 2: the user 'anne' is there already", Assert.Throws<AccessFileException>(() => UserFile.Parse($"{line}\n{line}")).Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_in_one_line()
    {
        var refused = Assert.Throws<AccessFileException>(() => UserFile.Read("/nowhere/users"));

        Assert.StartsWith("/nowhere/users cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_right_password_is_recognised_for_a_while_and_a_wrong_one_never()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        var users = UserFile.Parse(UserFile.Entry("anne", "secret", 10), clock: clock);

        Assert.False(IsRemembered(users, "anne", "secret"));
        Assert.False(Verify(users, "anne", "wrong"));
        Assert.False(IsRemembered(users, "anne", "wrong"));
        Assert.True(Verify(users, "anne", "secret"));
        Assert.True(IsRemembered(users, "anne", "secret"));
        Assert.False(IsRemembered(users, "anne", "wrong"));
        Assert.False(Verify(users, "anne", "wrong"));

        clock.MoveTo(clock.GetUtcNow() + UserFile.Remembered);
        Assert.False(IsRemembered(users, "anne", "secret"));
        Assert.True(Verify(users, "anne", "secret"));
    }

    [Fact]
    public void An_unknown_user_costs_as_much_as_a_known_one()
    {
        var users = UserFile.Parse($"{UserFile.Entry("anne", "secret", 700)}\n{UserFile.Entry("bob", "secret", 700)}");

        Assert.Equal(700, Cost(users, "anne", "wrong"));
        Assert.Equal(700, Cost(users, "stranger", "wrong"));
        Assert.Equal(700, Cost(users, "anne", "secret"));
        Assert.Equal(0, Cost(users, "anne", "secret"));
        Assert.Equal(UserFile.DefaultIterations, Cost(UserFile.Parse(""), "stranger", "wrong"));
    }

    private static long Cost(UserFile users, string name, string password)
    {
        var before = users.Rounds;
        Verify(users, name, password);
        return users.Rounds - before;
    }

    private static bool Verify(UserFile users, string name, string password) => users.Verify(name, Encoding.UTF8.GetBytes(password));

    private static bool IsRemembered(UserFile users, string name, string password) => users.IsRemembered(name, Encoding.UTF8.GetBytes(password));
}
