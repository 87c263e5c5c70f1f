namespace SohoSolo.Testing.Mqtt;

/// <summary>A real Mosquitto: the peer of our client, and the control that shows a test of our broker to be right.</summary>
public sealed class MosquittoBroker : TestBroker
{
    private readonly string program;
    private readonly DirectoryInfo folder;

    private MosquittoBroker(BrokerOptions options, string program)
        : base(options)
    {
        this.program = program;
        folder = Directory.CreateTempSubdirectory("sohosolo-mosquitto-");
    }

    /// <summary>Without Mosquitto the test is skipped at a desk and fails in CI.</summary>
    public static async Task<MosquittoBroker> Start(BrokerOptions options, CancellationToken stop = default) =>
        await Started(new MosquittoBroker(options, MosquittoPrograms.Require("mosquitto")), stop);

    protected override (string Program, IEnumerable<string> Arguments) Command()
    {
        var configuration = Path.Combine(folder.FullName, "mosquitto.conf");
        File.WriteAllLines(configuration, Configuration());
        return (program, ["-c", configuration]);
    }

    protected override void CleanUp() => folder.Delete(recursive: true);

    /// <summary>Started as root, Mosquitto would become a user who cannot read the test's files; and it is 44 ms slower a hop without nodelay.</summary>
    private IEnumerable<string> Configuration() =>
    [
        "user root",
        "set_tcp_nodelay true",
        "log_type error",
        "log_type warning",
        $"listener {Port} 127.0.0.1",
        $"allow_anonymous {(Options.AllowAnonymous ? "true" : "false")}",
        .. Given("password_file", Options.Users),
        .. Given("acl_file", Options.Acl),
        .. Options.Store is { } store ? ["persistence true", $"persistence_location {store}/"] : Array.Empty<string>(),
        .. Given("certfile", Options.Certificate?.Certificate),
        .. Given("keyfile", Options.Certificate?.Key),
        .. Given("cafile", Options.ClientAuthority),
        .. Options.ClientAuthority is null ? [] : (string[])["require_certificate true", "use_identity_as_username true"],
        .. Options.Extra,
    ];

    private static string[] Given(string name, string? value) => value is null ? [] : [$"{name} {value}"];
}
