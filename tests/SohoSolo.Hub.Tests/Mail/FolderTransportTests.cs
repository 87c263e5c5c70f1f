using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>Messages as files.</summary>
public sealed class FolderTransportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-mail-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_two_files_however_often_it_is_written()
    {
        await using var transport = Into(folder.FullName);
        var letter = Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99");
        await transport.Deliver(letter, null, Stop, Stop);
        await transport.Deliver(letter, null, Stop, Stop);

        Assert.Equal(["2026-11-23T07-55-00Z-confirmed-anne@example.org-8e1c2f99.eml", "2026-11-23T07-55-00Z-confirmed-anne@example.org-8e1c2f99.html"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../../etc/passwd@example.org")]
    [InlineData("a/b\\c\0d@example.org")]
    public async Task No_address_leads_out_of_the_folder(string to)
    {
        await using var transport = Into(Path.Combine(folder.FullName, "in"));
        await transport.Deliver(Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99") with { To = to }, null, Stop, Stop);

        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.FullName, "in")).Length);
        Assert.Empty(folder.GetFiles());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_server_that_is_down()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Stop);
        await using var transport = Into(file);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => transport.Deliver(Letters.For("anne", RunningHub.MondayMorning, "019aa3c0b7f47d0c9d5d0a4b8e1c2f99"), null, Stop, Stop));

        Assert.Equal(DeliveryTrouble.Down, failed.Trouble);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static FolderTransport Into(string folder) => new(folder, new Sender(null, "contact@example.org"));
}
