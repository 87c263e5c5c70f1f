using System.Buffers.Binary;
using SohoSolo.Mqtt.Store;

namespace SohoSolo.Mqtt.Tests.Store;

public sealed class OpeningTests
{
    [Fact]
    public async Task A_second_opener_is_refused_in_one_line_that_names_the_folder()
    {
        using var folder = new TemporaryFolder();
        await using (await OpenStore.Start(folder.Path))
        {
            var refused = await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path));
            Assert.Contains($"folder {folder.Path} cannot be locked", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
            Assert.Equal(1, (await LockFromOutside(folder)).ExitCode);
        }

        Assert.Equal(0, (await LockFromOutside(folder)).ExitCode);
        Assert.Empty(await OpenStore.Read(folder.Path));
    }

    [Fact]
    public async Task A_folder_that_was_refused_is_not_kept_locked()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Named("log-0000000001"), "not a log", TestContext.Current.CancellationToken);
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.Contains("is damaged at byte 0", (await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_format_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(await OpenStore.Read(folder.Path));
        var header = await File.ReadAllBytesAsync(folder.OnlyLog(), TestContext.Current.CancellationToken);
        Assert.Equal(Crc32C(header.AsSpan(0, 28)), BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(28)));
        header[8] = LogFormat.Version + 1;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(28), Crc32C(header.AsSpan(0, 28)));
        await File.WriteAllBytesAsync(folder.OnlyLog(), header, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Path));
        Assert.Equal($"{folder.OnlyLog()} was written by a newer program (format 2; this one reads up to 1).", refused.Message);
    }

    [Fact]
    public async Task A_folder_in_the_way_of_which_lies_a_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Named("store"), "", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<IOException>(() => OpenStore.Read(folder.Named("store")));
    }

    private static Task<ProgramResult> LockFromOutside(TemporaryFolder folder) => Shell.Run("flock", ["--nonblock", folder.Named("lock"), "true"]);

    /// <summary>Bit by bit, so that it is not the code under test.</summary>
    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        }

        return crc;
    }
}
