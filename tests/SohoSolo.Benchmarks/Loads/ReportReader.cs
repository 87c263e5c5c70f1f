using System.Text;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Asks the hub for one report, again and again.</summary>
internal sealed class ReportReader(Uri hub, string path) : IWorker
{
    private readonly LeanClient client = new(hub);

    private readonly byte[] request = Encoding.ASCII.GetBytes($"GET /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer demo-chamber\r\n\r\n");

    public string LastRefusal => client.Answer;

    public bool Once() => client.Ask(request) == 200;

    public void Dispose() => client.Dispose();
}
