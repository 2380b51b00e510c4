using System;
using System.IO;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>Keys and addresses that are kept, by name, for nobody but their owner.</summary>
public sealed class ProfileTests
{
    [Fact]
    public async Task A_key_that_is_typed_is_kept_for_its_owner_and_never_shown()
    {
        await using var session = Session();
        session.Typed.Enqueue(session.Server.ApiKey);
        var added = await session.RunAsync("profile", "add", "shop", "--base-url", session.Server.BaseAddress.ToString());
        var info = await session.RunAsync("info", "--profile", "shop");
        var list = await session.RunAsync("profile", "list");

        Assert.True(added.ExitCode == 0, added.ToString());
        Assert.True(info.ExitCode == 0, info.ToString());
        Assert.Contains("shop", list.Output);
        Assert.DoesNotContain(session.Server.ApiKey, added.ToString() + list);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOf(session)));
        }
    }

    [Fact]
    public async Task A_key_is_piped_in_where_nobody_sits()
    {
        await using var session = Session();
        session.Input = session.Server.ApiKey + "\n";
        await session.RunAsync("profile", "add", "shop", "--base-url", session.Server.BaseAddress.ToString());

        Assert.Equal(0, (await session.RunAsync("info")).ExitCode);
    }

    [Fact]
    public async Task A_key_that_a_variable_has_is_not_in_the_file()
    {
        await using var session = Session();
        await session.RunAsync("profile", "add", "shop", "--base-url", session.Server.BaseAddress.ToString(), "--key-variable", "SHOP_KEY");
        var unset = await session.RunAsync("info", "--profile", "shop");
        session.Environment["SHOP_KEY"] = session.Server.ApiKey;
        var set = await session.RunAsync("info", "--profile", "shop");

        Assert.Equal((2, 0), (unset.ExitCode, set.ExitCode));
        Assert.Contains("SHOP_KEY", unset.Error);
        Assert.DoesNotContain(session.Server.ApiKey, File.ReadAllText(FileOf(session)));
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_default()
    {
        await using var session = Session();
        session.Environment["KEY"] = session.Server.ApiKey;
        session.Environment["OTHER"] = "app-other";
        await session.RunAsync("profile", "add", "first", "--base-url", session.Server.BaseAddress.ToString(), "--key-variable", "OTHER");
        await session.RunAsync("profile", "add", "second", "--base-url", session.Server.BaseAddress.ToString(), "--key-variable", "KEY");

        Assert.Equal(1, (await session.RunAsync("info")).ExitCode);
        Assert.Equal(0, (await session.RunAsync("info", "--profile", "second")).ExitCode);
        session.Environment["DIFY_PROFILE"] = "second";
        Assert.Equal(0, (await session.RunAsync("info")).ExitCode);
        session.Environment["DIFY_PROFILE"] = null;
        await session.RunAsync("profile", "use", "second");
        Assert.Equal(0, (await session.RunAsync("info")).ExitCode);
        session.Environment["DIFY_API_KEY"] = "app-third";
        session.Environment["DIFY_BASE_URL"] = session.Server.BaseAddress.ToString();
        Assert.Equal(1, (await session.RunAsync("info")).ExitCode);
        await session.RunAsync("profile", "remove", "first");
        Assert.Equal("second", Assert.Single(JArray.Parse((await session.RunAsync("profile", "list", "--json")).Output))["name"]);
    }

    [Theory]
    [InlineData("info --profile nowhere", "nowhere")]
    [InlineData("profile use nowhere", "nowhere")]
    [InlineData("profile add shop --base-url ftp://x", "--base-url")]
    public async Task What_cannot_be_used_is_refused_by_its_name(string line, string name)
    {
        await using var session = Session();
        session.Typed.Enqueue("app-key");
        var result = await session.RunAsync(line.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(name, result.Error);
        Assert.Empty(session.Server.Requests);
        Assert.False(File.Exists(FileOf(session)));
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            // There the folder of the user is nobody else's.
            return;
        }

        await using var session = Session();
        session.Typed.Enqueue("app-key");
        await session.RunAsync("profile", "add", "shop");
        File.SetUnixFileMode(FileOf(session), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", (await session.RunAsync("info")).Error);
    }

    private static CliSession Session()
    {
        var session = new CliSession();
        session.Environment["DIFY_API_KEY"] = null;
        session.Environment["DIFY_BASE_URL"] = null;
        session.Environment["XDG_CONFIG_HOME"] = session.Folder;
        return session;
    }

    private static string FileOf(CliSession session) => Path.Combine(session.Folder, "dify", "profiles.json");
}
