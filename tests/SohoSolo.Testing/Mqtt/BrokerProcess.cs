namespace SohoSolo.Testing.Mqtt;

/// <summary>Our broker alone: <c>sohosolo broker</c> (contract §5), as it was built.</summary>
public sealed class BrokerProcess : TestBroker
{
    private BrokerProcess(BrokerOptions options)
        : base(options)
    {
    }

    public static Task<BrokerProcess> Start(BrokerOptions options, CancellationToken stop = default) =>
        Started(new BrokerProcess(options), stop);

    protected override (string Program, IEnumerable<string> Arguments) Command()
    {
        if (!File.Exists(Repository.Hub))
            throw new FileNotFoundException("Build src/SohoSolo.Hub in the configuration of the tests first.", Repository.Hub);

        return ("dotnet",
        [
            Repository.Hub, "broker", "--listen", $"127.0.0.1:{Port}",
            .. Options.AllowAnonymous ? ["--allow-anonymous"] : Array.Empty<string>(),
            .. Given("--users", Options.Users),
            .. Given("--acl", Options.Acl),
            .. Given("--store", Options.Store),
            .. Given("--tls-certificate", Options.Certificate?.Certificate),
            .. Given("--tls-key", Options.Certificate?.Key),
            .. Given("--client-ca", Options.ClientAuthority),
            .. Options.Extra,
        ]);
    }

    private static string[] Given(string name, string? value) => value is null ? [] : [name, value];
}
