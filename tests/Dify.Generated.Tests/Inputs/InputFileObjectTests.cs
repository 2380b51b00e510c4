using System;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

public sealed class InputFileObjectTests
{
    [Theory]
    [InlineData("png", "application/octet-stream", "image")]
    [InlineData(".JPG", null, "image")]
    [InlineData("webm", "audio/webm", "video")]
    [InlineData("mp3", "audio/mpeg", "audio")]
    [InlineData("docx", null, "document")]
    [InlineData("zip", "application/zip", "custom")]
    [InlineData("heic", "image/heic", "image")]
    [InlineData("avi", "video/x-msvideo", "video")]
    [InlineData("flac", "audio/flac", "audio")]
    [InlineData("log", "text/plain", "document")]
    [InlineData("bin", "application/pdf", "document")]
    [InlineData("bin", null, "custom")]
    public void The_kind_of_an_upload_is_told_as_the_server_tells_it(string extension, string? mediaType, string kind)
    {
        InputFileObject file = InputFileObject.FromUpload(
            new FileUploadResponse { Id = "f-1", Extension = extension, MimeType = mediaType });

        Assert.Equal(
            (new InputFileType(kind), FileTransferMethod.LocalFile, "f-1", null),
            (file.Type, file.TransferMethod, file.UploadFileId, file.Url));
    }

    [Fact]
    public void Without_an_extension_the_name_of_the_file_tells()
    {
        Assert.Equal(InputFileType.Video, InputFileObject.FromUpload(new FileUploadResponse { Id = "f-1", Name = "a.b.mov" }).Type);
        Assert.Equal(InputFileType.Custom, InputFileObject.FromUpload(new FileUploadResponse { Id = "f-1", Name = "mov" }).Type);
    }

    [Fact]
    public void An_upload_without_an_id_is_refused()
    {
        Assert.Contains(
            "UploadFileId", Assert.Throws<ArgumentException>(() => InputFileObject.FromUpload(new FileUploadResponse())).Message);
        Assert.Throws<ArgumentNullException>(() => InputFileObject.FromUpload(null!));
    }

    [Theory]
    [InlineData("ftp://a/b")]
    [InlineData("/etc/passwd")]
    [InlineData("b.png")]
    public void An_address_that_the_server_cannot_fetch_from_is_refused(string address)
        => Assert.Throws<ArgumentException>(
            () => InputFileObject.FromUrl(new Uri(address, UriKind.RelativeOrAbsolute), InputFileType.Image));

    [Fact]
    public void A_file_without_its_address_or_id_does_not_get_into_the_inputs()
    {
        var noId = new InputFileObject { Type = InputFileType.Image, TransferMethod = FileTransferMethod.LocalFile };
        var noAddress = new InputFileObject { Type = InputFileType.Image, TransferMethod = FileTransferMethod.RemoteUrl };

        Assert.Contains("UploadFileId", Assert.Throws<ArgumentException>(() => new WorkflowInputs().SetFile("report", noId)).Message);
        Assert.Contains("Url", Assert.Throws<ArgumentException>(() => new WorkflowInputs().SetFiles("photos", noAddress)).Message);
        Assert.Throws<ArgumentException>(() => new HumanInputAnswers().SetFile("", noId));
    }
}
