import { describe, expect, it } from 'vitest'
import { fileFault, uploadFault } from '../src/desk/reply_file'

describe('a file for a reply', () => {
  it('is looked at before it is sent', () => {
    expect(fileFault({ type: 'image/jpeg', size: 10 })).toBe('')
    expect(fileFault({ type: 'application/pdf', size: 10 * 1024 * 1024 })).toBe('')
    expect(fileFault({ type: 'application/pdf', size: 10 * 1024 * 1024 + 1 })).toMatch('10 MB')
    expect(fileFault({ type: 'application/msword', size: 10 })).toMatch('不支持')
    expect(fileFault({ type: 'image/png', size: 0 })).toMatch('空')
  })

  it('says in plain words what the server found', () => {
    expect(uploadFault({ code: 'already_exists', message: '已经存在' })).toBe('这个文件已经添加过了。')
    expect(uploadFault({ code: 'other', message: '请稍后再试' })).toBe('请稍后再试')
  })
})
